from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import HandOverToOneself, NothingToHandOver
from nswp_members.organisations.models import Channel, HandOver, Mandate, Organisation
from tests.factories import make_contact, make_mandate, make_organisation, make_person


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation()


@pytest.fixture
def leaving(organisation: Organisation) -> Person:
    return make_mandate(organisation, "read", "edit", "endorse")


def start(organisation: Organisation, leaving: Person, successor: Person) -> HandOver:
    made = services.start_hand_over(
        organisation, successor, by=leaving.id, lifetime=timedelta(days=30), next_path="/dashboard"
    )
    session.commit()
    return made


def accept(hand_over: HandOver) -> None:
    accounts.accept_invitation(hand_over.invitation, name="New One", password="four unrelated words", locale="fr")
    session.commit()
    session.expire_all()


def held(organisation: Organisation, person: Person) -> set[str]:
    return {one.function for one in queries.mandates_in_force(organisation.id, person_id=person.id, at=now())}


def test_nothing_changes_until_the_successor_accepts(organisation: Organisation, leaving: Person) -> None:
    successor = make_person(account=False)

    hand_over = start(organisation, leaving, successor)

    assert held(organisation, leaving) == {"read", "edit", "endorse"}
    assert held(organisation, successor) == set()
    assert [one.id for one in queries.open_hand_overs(organisation.id, at=now())] == [hand_over.id]
    assert session.scalars(select(Notice.kind)).all() == ["invitation"]


@pytest.mark.parametrize("account", [True, False])
def test_accepting_moves_everything_at_once(organisation: Organisation, leaving: Person, account: bool) -> None:
    successor = make_person(account=account)

    accept(start(organisation, leaving, successor))

    assert held(organisation, leaving) == set()
    assert held(organisation, successor) == {"read", "edit", "endorse"}
    assert queries.open_hand_overs(organisation.id, at=now()) == []
    told = session.scalars(select(Notice).where(Notice.kind == "hand_over_done")).one()
    assert told.person_id == leaving.id
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == organisation.id)).all()
    assert {"organisations.started_hand_over", "organisations.completed_hand_over"} <= set(actions)


def test_a_colleague_who_may_do_everything_already_can_take_over(organisation: Organisation, leaving: Person) -> None:
    successor = make_mandate(organisation, "read", "edit", "endorse")

    accept(start(organisation, leaving, successor))

    assert held(organisation, leaving) == set()
    assert held(organisation, successor) == {"read", "edit", "endorse"}


def test_mandates_in_other_organisations_stay(organisation: Organisation, leaving: Person) -> None:
    other = make_organisation()
    make_mandate(other, "edit", person=leaving)

    accept(start(organisation, leaving, make_person()))

    assert held(other, leaving) == {"edit"}


def test_the_successor_takes_the_place_among_the_contacts(organisation: Organisation, leaving: Person) -> None:
    contact = make_contact(organisation, email=leaving.email, name="Old Name")
    other = make_contact(organisation)
    contact.phone, contact.safe_channel, contact.function = "123", Channel.EMAIL, "Office"
    successor = make_person(account=False)

    accept(start(organisation, leaving, successor))

    first, second = organisation.contacts
    assert (first.id, first.name, first.email, first.function) == (contact.id, "New One", successor.email, "Office")
    assert (first.phone, first.safe_channel, first.locale) == ("", None, "fr")
    assert second.id == other.id


def test_a_successor_who_is_a_contact_already_is_not_one_twice(organisation: Organisation, leaving: Person) -> None:
    make_contact(organisation, email=leaving.email)
    successor = make_person()
    kept = make_contact(organisation, email=successor.email)

    accept(start(organisation, leaving, successor))

    assert [one.id for one in organisation.contacts] == [kept.id]


def test_starting_anew_takes_the_earlier_one_back(organisation: Organisation, leaving: Person) -> None:
    first = start(organisation, leaving, make_person())
    invitation = first.invitation

    second = start(organisation, leaving, make_person())

    assert invitation.withdrawn_at is not None
    assert [one.id for one in queries.open_hand_overs(organisation.id, at=now())] == [second.id]


def test_one_that_is_taken_back_cannot_be_accepted(organisation: Organisation, leaving: Person) -> None:
    hand_over = start(organisation, leaving, make_person())
    invitation = hand_over.invitation

    services.take_back_hand_over(hand_over, by=leaving.id)
    session.commit()

    assert not invitation.is_open(now())
    assert session.scalars(select(HandOver)).all() == []
    assert held(organisation, leaving) == {"read", "edit", "endorse"}


def test_whoever_loses_their_mandate_hands_nothing_over(organisation: Organisation, leaving: Person) -> None:
    hand_over = start(organisation, leaving, make_person())
    edit = session.scalars(select(Mandate).where(Mandate.person_id == leaving.id, Mandate.function == "edit")).one()

    services.end_mandate(edit, by=None)
    session.commit()

    assert not hand_over.invitation.is_open(now())
    assert queries.open_hand_overs(organisation.id, at=now()) == []
    with pytest.raises(NothingToHandOver):
        start(organisation, leaving, make_person())


def test_nobody_hands_over_to_themselves(organisation: Organisation, leaving: Person) -> None:
    with pytest.raises(HandOverToOneself):
        start(organisation, leaving, leaving)


def test_any_other_invitation_ends_nothing(organisation: Organisation, leaving: Person) -> None:
    invitation = services.offer_mandate(
        organisation.id, make_person(), ["read"], by=leaving.id, lifetime=timedelta(days=1)
    )

    services.complete_hand_over(invitation.id)

    assert held(organisation, leaving) == {"read", "edit", "endorse"}
