from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.core.db import now, session
from nswp_members.notices import queries as notices
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import ConfirmationRequest, Listing, Organisation
from nswp_members.regions.models import RiskLevel
from tests.factories import an_id, make_contact, make_mandate, make_organisation, make_person, make_risk


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    made = make_organisation(name="Canary House", listing=Listing.LISTED)
    make_contact(made)
    return made


def ask(organisation: Organisation) -> str:
    """Write to the organisation and return the token of the newest letter."""
    services.ask_to_confirm(organisation, by=None, lifetime=timedelta(days=30))
    session.commit()
    statement = select(ConfirmationRequest).order_by(ConfirmationRequest.asked_at.desc())
    return notices.signed_token("confirm_data", session.scalars(statement).first().id)


def test_a_fresh_link_can_be_used(organisation: Organisation) -> None:
    request = queries.usable_request(ask(organisation), at=now())

    assert request is not None
    assert request.organisation_id == organisation.id


def test_a_link_is_dead_once_it_is_used_old_replaced_or_made_up(organisation: Organisation) -> None:
    first = ask(organisation)
    second = ask(organisation)

    assert queries.usable_request(first, at=now()) is None
    assert queries.usable_request(second, at=now() + timedelta(days=31)) is None
    assert queries.usable_request(notices.signed_token("confirm_data", an_id()), at=now()) is None
    assert queries.usable_request(notices.signed_token("recovery_hearing", an_id()), at=now()) is None
    assert queries.usable_request("made-up", at=now()) is None
    assert queries.usable_request(second, at=now()) is not None
    services.confirm_by_link(second)
    assert queries.usable_request(second, at=now()) is None


@pytest.mark.parametrize("state", [Listing.HIDDEN, Listing.WITHDRAWN])
def test_a_link_is_dead_while_the_organisation_hides(organisation: Organisation, state: Listing) -> None:
    token = ask(organisation)

    services.set_listing(organisation, state, by=None, source="test")

    assert queries.usable_request(token, at=now()) is None


def test_a_link_is_dead_where_the_country_hides_everybody(organisation: Organisation) -> None:
    token = ask(organisation)

    make_risk("KE", RiskLevel.FORCED_HIDDEN)

    assert queries.usable_request(token, at=now()) is None


def test_a_link_is_dead_for_somebody_who_is_no_contact_any_more(organisation: Organisation) -> None:
    token = ask(organisation)

    services.remove_contact(organisation, organisation.contacts[0], by=None)
    session.flush()

    assert queries.usable_request(token, at=now()) is None


def test_a_link_is_dead_for_a_closed_account(organisation: Organisation) -> None:
    token = ask(organisation)
    session.scalars(select(Person)).one().is_active = False
    session.commit()

    assert queries.usable_request(token, at=now()) is None


def test_who_hides_is_closed(organisation: Organisation) -> None:
    services.set_listing(organisation, Listing.HIDDEN, by=None, source="test")

    assert queries.is_closed(organisation.id)


def test_a_contact_without_an_account_is_written_to_in_its_own_language(organisation: Organisation) -> None:
    organisation.contacts[0].locale = "ru"
    session.commit()

    [one] = queries.recipients_of([organisation.id], at=now())[organisation.id]

    assert (one.contact.id, one.locale, one.obstacle) == (organisation.contacts[0].id, "ru", None)


@pytest.mark.parametrize("obstacle", queries.Obstacle)
def test_what_keeps_a_letter_back_is_told(organisation: Organisation, obstacle: queries.Obstacle) -> None:
    person = make_person(email=organisation.contacts[0].email or "", locale="fr")
    if obstacle is queries.Obstacle.ACCOUNT_CLOSED:
        person.is_active = False
    elif obstacle is queries.Obstacle.MAIL_RETURNED:
        person.mail_suspended_at = now()
    else:
        make_mandate(make_organisation(country="UG"), "read", person=person)
        make_risk("UG")
    session.commit()

    [one] = queries.recipients_of([organisation.id], at=now())[organisation.id]

    assert (one.locale, one.obstacle) == ("fr", obstacle)


def test_two_contacts_with_one_address_are_written_to_once(organisation: Organisation) -> None:
    make_contact(organisation, email=organisation.contacts[0].email)

    assert [len(found) for found in queries.addresses_of([organisation.id]).values()] == [1]


def test_the_outline_holds_no_value_of_the_organisation(organisation: Organisation) -> None:
    organisation.languages = ["sw"]

    said = queries.outline(organisation)

    assert said.parts == {
        "names": True,
        "details": False,
        "languages": True,
        "texts": False,
        "links": False,
        "contacts": True,
    }
    assert "Canary" not in repr(said)
