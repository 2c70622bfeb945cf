import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Invitation, Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries
from nswp_members.organisations.models import Listing, Mandate, Organisation
from tests.conftest import QueryCounter
from tests.factories import an_id, make_contact, make_mandate, make_organisation, make_role, sign_in


def people(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/people"


def mandate_of(person: Person, function: str) -> Mandate:
    statement = select(Mandate).where(Mandate.person_id == person.id, Mandate.function == function)
    return session.scalars(statement).one()


def end_page(organisation: Organisation, person: Person, function: str) -> str:
    return f"{people(organisation)}/{mandate_of(person, function).id}/end"


def invite(client: FlaskClient, organisation: Organisation, *functions: str, email: str = "new@example.org") -> str:
    data = {"email": email, "functions": list(functions), "locale": "en"}
    answer = client.post(people(organisation) + "/invite", data=data)
    return client.get(answer.location).text if answer.location else answer.text


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation()


@pytest.fixture
def editor(client: FlaskClient, organisation: Organisation) -> Person:
    person = make_mandate(organisation, "read", "edit")
    sign_in(client, person)
    return person


def test_people_are_for_the_organisation_and_the_secretariat(client: FlaskClient) -> None:
    listed, hidden = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.HIDDEN)

    assert client.get(people(listed)).status_code == 302
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    assert client.get(people(listed)).status_code == 403
    assert client.get(people(hidden)).status_code == 404
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert client.get(people(hidden)).status_code == 200


def test_a_reader_sees_colleagues_but_neither_invites_nor_ends(client: FlaskClient, organisation: Organisation) -> None:
    colleague, reader = make_mandate(organisation, "edit"), make_mandate(organisation, "read")
    sign_in(client, reader)

    text = client.get(people(organisation)).text

    assert colleague.name in text
    assert "Invite a colleague" not in text
    assert client.get(people(organisation) + "/invite").status_code == 403
    assert client.post(end_page(organisation, colleague, "edit")).status_code == 403


def test_people_in_force_and_ended_are_shown_with_who_granted_it(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    left = make_mandate(organisation, "read")
    mandate = mandate_of(left, "read")
    mandate.valid_until, mandate.granted_by = now(), editor.id
    session.commit()

    text = client.get(people(organisation)).text

    assert left.name in text[text.index("Ended") :]
    assert editor.name in text


def test_an_editor_invites_a_colleague(client: FlaskClient, organisation: Organisation, editor: Person) -> None:
    text = invite(client, organisation, "read", "edit")

    assert "The invitation is on its way." in text
    assert "new@example.org" in text
    invitation = session.scalars(select(Invitation)).one()
    assert invitation.invited_by == editor.id
    assert [one.functions for one in queries.offers_of(invitation.id)] == [["read", "edit"]]


def test_an_editor_cannot_give_what_it_does_not_hold(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    page = client.get(people(organisation) + "/invite").text

    assert "Endorse the Consensus Statement" not in page
    invite(client, organisation, "endorse")
    assert session.scalars(select(Invitation)).all() == []


def test_a_malformed_address_or_no_function_is_refused(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    assert "This is not an e-mail address" in invite(client, organisation, "read", email="nobody")
    assert "Choose at least one." in invite(client, organisation)


def test_a_known_and_an_unknown_address_are_answered_alike(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    stranger = make_mandate(make_organisation(), "read")

    known = invite(client, organisation, "read", email=stranger.email)
    unknown = invite(client, organisation, "read", email="unknown@example.org")

    assert "The invitation is on its way." in known
    assert "The invitation is on its way." in unknown
    assert stranger.name not in known


def test_an_invitation_can_be_withdrawn(client: FlaskClient, organisation: Organisation, editor: Person) -> None:
    invite(client, organisation, "read")
    invitation = session.scalars(select(Invitation)).one()

    client.post(f"{people(organisation)}/invitations/{invitation.id}/withdraw")

    assert not invitation.is_open(now())


def test_invitations_of_others_cannot_be_withdrawn_here(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    assert client.post(f"{people(organisation)}/invitations/{an_id()}/withdraw").status_code == 404


def test_access_ends_with_the_mandate(client: FlaskClient, organisation: Organisation, editor: Person) -> None:
    colleague = make_mandate(organisation, "edit")
    other = sign_in(client.application.test_client(), colleague)
    assert other.get(f"/organisations/{organisation.id}/edit").status_code == 200

    answer = client.post(end_page(organisation, colleague, "edit"))

    assert answer.status_code == 302
    assert other.get(f"/organisations/{organisation.id}/edit").status_code == 404
    assert client.get(end_page(organisation, colleague, "edit")).status_code == 404


def test_the_last_editor_is_warned(client: FlaskClient, organisation: Organisation, editor: Person) -> None:
    page = end_page(organisation, editor, "edit")

    assert "This is the last person who may edit" in client.get(page).text

    make_mandate(organisation, "edit")
    assert "This is the last person who may edit" not in client.get(page).text


def test_looking_at_the_question_ends_nothing(client: FlaskClient, organisation: Organisation, editor: Person) -> None:
    client.get(end_page(organisation, editor, "read"))

    assert mandate_of(editor, "read").valid_until is None


def test_many_people_take_as_many_queries_as_few(
    client: FlaskClient, organisation: Organisation, editor: Person, queries: QueryCounter
) -> None:
    client.get(people(organisation))
    with queries.counting():
        client.get(people(organisation))
    few = len(queries)
    for _ in range(10):
        make_mandate(organisation, "read")

    with queries.counting():
        client.get(people(organisation))

    assert len(queries) - few == few


def test_an_editor_cannot_have_us_write_to_hundreds_of_addresses(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    def ask(number: int) -> int:
        data = {"email": f"guest{number}@example.org", "functions": ["read"], "locale": "en"}
        return client.post(people(organisation) + "/invite", data=data).status_code

    assert [ask(number) for number in range(21)] == [302] * 20 + [429]
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert ask(21) == 302


def test_an_invitation_is_sent_again_under_a_new_link(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    invite(client, organisation, "read", "edit")
    first = session.scalars(select(Invitation)).one()

    answer = client.post(f"{people(organisation)}/invitations/{first.id}/again")

    assert answer.location == people(organisation)
    [offer] = queries.open_offers(organisation.id, at=now())
    assert offer.invitation_id != first.id
    assert offer.functions == ["read", "edit"]
    assert session.scalars(select(func.count()).select_from(Notice)).one() == 2


def test_nobody_sends_again_what_they_could_not_give(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    sign_in(client, make_mandate(organisation, "edit", "vote"))
    invite(client, organisation, "vote")
    invitation = session.scalars(select(Invitation)).one()
    again = f"{people(organisation)}/invitations/{invitation.id}/again"

    sign_in(client, editor)
    assert client.post(again).status_code == 403
    sign_in(client, make_mandate(organisation, "read"))
    assert client.post(again).status_code == 403
    assert client.post(f"{people(make_organisation())}/invitations/{invitation.id}/again").status_code == 404


def test_an_editor_is_warned_of_too_few_contacts(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    pages = (people(organisation), "/dashboard")

    assert "No contact can be reached" in client.get(people(organisation)).text
    make_contact(organisation)
    assert all("Only one contact can be reached" in client.get(page).text for page in pages)
    make_contact(organisation)
    assert all("can be reached" not in client.get(page).text for page in pages)


def test_an_editor_whose_account_is_closed_does_not_count(
    client: FlaskClient, organisation: Organisation, editor: Person
) -> None:
    other = make_mandate(organisation, "edit")
    assert "Only one person may edit" not in client.get(people(organisation)).text

    other.is_active = False
    session.commit()

    assert "Only one person may edit" in client.get(people(organisation)).text
    assert "This is the last person who may edit" in client.get(end_page(organisation, editor, "edit")).text


def test_the_secretariat_alone_makes_nobody_editor_where_the_editors_are_lost(client: FlaskClient) -> None:
    organisation = make_organisation()
    make_mandate(organisation, "edit").is_active = False
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "open a recovery instead" in invite(client, organisation, "read", "edit")
    assert "on its way" in invite(client, organisation, "read")
    assert [one.functions for one in queries.open_offers(organisation.id, at=now())] == [["read"]]


def test_the_first_editor_of_an_organisation_is_invited_as_ever(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "on its way" in invite(client, make_organisation(), "read", "edit")
