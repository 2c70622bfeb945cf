from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts import queries as accounts
from nswp_members.accounts import services as account_services
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import queries, services
from tests.factories import make_mandate, make_organisation, make_person, make_role


def test_taking_up_an_invitation_on_its_page_gives_the_mandates(app: Flask, client: FlaskClient) -> None:
    organisation, person = make_organisation(name="Own"), make_person(account=False)
    invitation = services.offer_mandate(
        organisation.id, person, ["edit"], by=None, lifetime=timedelta(days=1), next_path="/members"
    )
    session.commit()

    answer = client.post(
        f"/accounts/invitations/{accounts.invitation_token(invitation)}",
        data={
            "name": "New",
            "locale": "en",
            "password": "umbrella-corner-lantern-9",
            "repeat": "umbrella-corner-lantern-9",
        },
    )

    assert answer.status_code == 302, answer.text
    assert [one.label for one in queries.mandate_capacities(person.id, now())] == ["Own"]
    assert client.get(f"/organisations/{organisation.id}/edit").status_code == 200


def test_a_closed_account_leaves_no_open_invitation_behind(app: Flask) -> None:
    organisation, friend = make_organisation(name="Own"), make_person(account=False)
    editor = make_mandate(organisation, "read", "edit")
    invitation = services.offer_mandate(
        organisation.id, friend, ["edit"], by=editor.id, lifetime=timedelta(days=1), next_path="/members"
    )
    session.commit()

    account_services.deactivate(editor, by=None)

    assert not invitation.is_open(now())


def test_a_departing_member_of_the_secretariat_leaves_the_letters_sent_open(app: Flask) -> None:
    organisation, friend = make_organisation(name="Own"), make_person(account=False)
    office = make_role(Role.MEMBERSHIP)
    invitation = services.offer_mandate(
        organisation.id, friend, ["edit"], by=office.id, lifetime=timedelta(days=1), next_path="/members"
    )
    session.commit()

    account_services.deactivate(office, by=None)

    assert invitation.is_open(now())


def test_a_closed_account_leaves_no_draft_behind(app: Flask) -> None:
    organisation = make_organisation(name="Own")
    editor = make_mandate(organisation, "edit")
    services.keep_draft(organisation, "names", [("acronym", "X")], by=editor.id)

    account_services.deactivate(editor, by=None)

    assert queries.drafted(organisation.id, editor.id) == set()
