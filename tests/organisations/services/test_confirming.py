from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import services
from nswp_members.organisations.errors import NobodyToAsk, NotWhileHidden, StaleVersion
from nswp_members.organisations.models import ConfirmationRequest, ConfirmedAs, Listing, Organisation
from tests.factories import make_contact, make_mandate, make_organisation, make_person

MONTH = timedelta(days=30)


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    made = make_organisation()
    make_contact(made)
    return made


def letters() -> list[Notice]:
    return list(session.scalars(select(Notice).where(Notice.kind == "confirm_data").order_by(Notice.created_at)))


def requests() -> list[ConfirmationRequest]:
    return list(session.scalars(select(ConfirmationRequest).order_by(ConfirmationRequest.asked_at)))


def test_a_confirmation_keeps_who_when_and_in_which_role(organisation: Organisation) -> None:
    person = make_mandate(organisation, "edit")
    version = organisation.version

    services.confirm_data(organisation, as_=ConfirmedAs.ORGANISATION, by=person.id)

    assert (organisation.confirmed_by, organisation.confirmed_as) == (person.id, "organisation")
    assert organisation.confirmed_at is not None
    assert organisation.version == version
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organisations.confirmed_data")).one()
    assert (entry.subject_id, entry.details) == (organisation.id, {"as": "organisation"})


def test_what_was_changed_since_it_was_looked_at_is_not_confirmed(organisation: Organisation) -> None:
    seen = organisation.updated_at
    services.set_listing(organisation, Listing.LISTED, by=None, source="test")

    with pytest.raises(StaleVersion):
        services.confirm_data(organisation, as_=ConfirmedAs.ORGANISATION, by=None, seen=seen)

    assert organisation.confirmed_at is None


def test_all_contacts_with_an_address_are_asked(organisation: Organisation) -> None:
    make_contact(organisation)

    assert services.ask_to_confirm(organisation, by=None, lifetime=MONTH) == 2

    assert len(letters()) == 2
    assert {one.params["organisation_id"] for one in letters()} == {str(organisation.id)}
    assert {one.params["request_id"] for one in letters()} == {str(one.id) for one in requests()}


def test_nobody_without_an_address_is_asked(app: Flask) -> None:
    with pytest.raises(NobodyToAsk):
        services.ask_to_confirm(make_organisation(), by=None, lifetime=MONTH)


def test_who_hides_gets_no_link(organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.HIDDEN, by=None, source="test")

    with pytest.raises(NotWhileHidden):
        services.ask_to_confirm(organisation, by=None, lifetime=MONTH)


def test_confirming_closes_every_link_and_stops_letters_that_wait(organisation: Organisation) -> None:
    make_contact(organisation)
    services.ask_to_confirm(organisation, by=None, lifetime=MONTH)
    other = make_organisation()
    make_contact(other)
    services.ask_to_confirm(other, by=None, lifetime=MONTH)

    services.confirm_data(organisation, as_=ConfirmedAs.SECRETARIAT, by=None)
    session.commit()
    session.expire_all()

    assert [one.closed_at is None for one in requests()] == [False, False, True]
    assert [(one.state, one.reason_code) for one in letters()] == [("cancelled", "link_closed")] * 2 + [
        ("pending", None)
    ]


def test_hiding_stops_letters_that_wait(organisation: Organisation) -> None:
    services.ask_to_confirm(organisation, by=None, lifetime=MONTH)

    services.set_listing(organisation, Listing.LISTED, by=None, source="test")
    services.hide_now(organisation, by=None, source="member")
    session.commit()
    session.expire_all()

    assert [one.state for one in letters()] == ["cancelled"]


def test_letters_of_one_occurrence_go_once(organisation: Organisation) -> None:
    silent = make_organisation()

    occurrences = {organisation.id: "first", silent.id: "first"}
    for _ in range(2):
        written = services.write_to_contacts(occurrences, by=None, lifetime=MONTH)

    assert written == {organisation.id: 1}
    assert [one.occurrence for one in letters()] == ["first"]


def test_who_cannot_be_reached_gets_no_letter(organisation: Organisation) -> None:
    person = make_person(email=organisation.contacts[0].email or "")
    person.mail_suspended_at = now()

    with pytest.raises(NobodyToAsk):
        services.ask_to_confirm(organisation, by=None, lifetime=MONTH)

    assert letters() == []
    assert requests() == []


def test_an_unknown_link_changes_nothing(organisation: Organisation) -> None:
    assert not services.confirm_by_link("made-up")
