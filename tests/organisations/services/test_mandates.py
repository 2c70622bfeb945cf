from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Invitation, Person
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import FunctionsMissing, MandateEnded, MandatesHeld, RecoveryNeeded
from nswp_members.organisations.models import Mandate, Organisation
from tests.factories import make_mandate, make_organisation, make_person

MONTH = timedelta(days=30)


def offer(organisation: Organisation, person: Person, *functions: str, by: Person | None = None) -> Invitation:
    invitation = services.offer_mandate(organisation.id, person, functions, by=by.id if by else None, lifetime=MONTH)
    session.commit()
    return invitation


def accept(invitation: Invitation) -> None:
    accounts.accept_invitation(invitation, name="New", password="umbrella-corner-lantern-9", locale="en")
    session.commit()


def functions_of(organisation: Organisation, person: Person) -> set[str]:
    found = queries.mandates_in_force(organisation.id, person_id=person.id, at=now())
    assert len(found) == len({one.function for one in found})
    return {one.function for one in found}


def test_accepting_an_invitation_gives_what_was_offered(app: Flask) -> None:
    organisation, inviter = make_organisation(), make_person()
    person = make_person(account=False)

    accept(offer(organisation, person, "endorse", by=inviter))

    assert functions_of(organisation, person) == {"read", "endorse"}
    granted = session.scalars(select(Mandate.granted_by).where(Mandate.person_id == person.id))
    assert set(granted) == {inviter.id}


def test_two_invitations_never_double_a_mandate(app: Flask) -> None:
    organisation, person = make_organisation(), make_person(account=False)
    first, second = offer(organisation, person, "edit"), offer(organisation, person, "edit", "endorse")

    accept(first)
    accept(second)

    assert functions_of(organisation, person) == {"read", "edit", "endorse"}


def test_the_database_refuses_the_same_mandate_twice(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "edit")

    with pytest.raises(Exception, match="uq_mandates_in_force"), session.begin_nested():
        session.add(Mandate(person_id=person.id, organisation_id=organisation.id, function="edit", valid_from=now()))


def test_a_colleague_gets_one_notice_with_ids_only(app: Flask) -> None:
    organisation = make_organisation()

    invitation = services.invite_colleague(
        organisation,
        email="new@example.org",
        functions=["read"],
        locale="fr",
        by=None,
        lifetime=MONTH,
        next_path="/x",
    )
    session.commit()

    notice = session.scalars(select(Notice).where(Notice.person_id == invitation.person_id)).one()
    assert notice.kind == "invitation"
    assert notice.params == {"invitation_id": str(invitation.id)}
    assert invitation.person.locale == "fr"


def test_inviting_somebody_to_what_they_hold_is_refused(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "read")

    with pytest.raises(MandatesHeld):
        services.invite_colleague(
            organisation,
            email=person.email,
            functions=["read"],
            locale="en",
            by=None,
            lifetime=MONTH,
            next_path="/x",
        )


def test_an_offer_of_nothing_is_refused(app: Flask) -> None:
    with pytest.raises(FunctionsMissing):
        offer(make_organisation(), make_person())


def test_ending_a_mandate_takes_effect_at_once_and_only_once(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "edit")
    mandate = queries.mandates_of(organisation.id)[0]

    services.end_mandate(mandate, by=None)
    session.commit()

    assert functions_of(organisation, person) == set()
    with pytest.raises(MandateEnded):
        services.end_mandate(mandate, by=None)


def test_whoever_may_no_longer_edit_leaves_no_open_invitation(app: Flask) -> None:
    organisation = make_organisation()
    editor, other = make_mandate(organisation, "edit"), make_mandate(organisation, "edit")
    open_offer = offer(organisation, make_person(account=False), "edit", by=editor)
    of_other = offer(organisation, make_person(account=False), "edit", by=other)
    mandate = queries.mandates_in_force(organisation.id, person_id=editor.id, at=now())[0]

    services.end_mandate(mandate, by=None)
    session.commit()

    assert not open_offer.is_open(now())
    assert of_other.is_open(now())


def test_a_mandate_can_be_given_again_after_it_ended(app: Flask) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "read")
    services.end_mandate(queries.mandates_of(organisation.id)[0], by=None)

    services.grant_mandate(organisation.id, person.id, ["read"], by=None)
    session.commit()

    assert functions_of(organisation, person) == {"read"}
    assert session.scalar(select(func.count()).select_from(Mandate)) == 2


def test_who_may_no_longer_endorse_leaves_no_open_invitation_to_endorse(app: Flask) -> None:
    organisation = make_organisation()
    editor = make_mandate(organisation, "read", "edit", "endorse")
    to_endorse = offer(organisation, make_person(account=False), "endorse", by=editor)
    to_read = offer(organisation, make_person(account=False), "read", by=editor)
    held = queries.mandates_in_force(organisation.id, person_id=editor.id, at=now())

    services.end_mandate(next(one for one in held if one.function == "endorse"), by=None)
    session.commit()

    assert not to_endorse.is_open(now())
    assert to_read.is_open(now())


def test_the_mailbox_of_a_contact_makes_nobody_editor_where_the_editors_are_lost(app: Flask) -> None:
    young, lost = make_organisation(), make_organisation()
    make_mandate(lost, "edit").is_active = False
    person = make_person()
    offers = [services.NewOffer(one.id, person.id, "/dashboard") for one in (young, lost)]

    services.offer_mandates(offers, ["read", "edit", "endorse"], by=None, lifetime=MONTH)

    found = [queries.open_offers(one.id, at=now())[0].functions for one in (young, lost)]
    assert found == [["read", "edit", "endorse"], ["read", "endorse"]]


def test_an_older_link_stops_working_when_a_new_one_is_sent(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    first = offer(organisation, person, "read")

    second = services.invite_again(queries.offers_of(first.id)[0], by=None, lifetime=MONTH)

    assert not first.is_open(now())
    assert second.is_open(now())


def test_an_invitation_to_edit_is_not_sent_again_once_the_editors_are_lost(app: Flask) -> None:
    organisation = make_organisation()
    editor = make_mandate(organisation, "edit")
    first = offer(organisation, make_person(), "edit")
    editor.is_active = False
    session.commit()

    with pytest.raises(RecoveryNeeded):
        services.invite_again(queries.offers_of(first.id)[0], by=None, lifetime=MONTH)
