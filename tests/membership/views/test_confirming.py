"""The page behind the link in a letter, at its two addresses."""

import logging
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.core.db import now, session, today
from nswp_members.membership import queries, services
from nswp_members.membership.models import Change, Standing
from nswp_members.notices import queries as notices
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import ConfirmationRequest, HidingSource, Listing, Organisation
from tests.factories import make_contact, make_organisation, make_person

CANARIES = {
    "acronym": "ACROCANARY",
    "city": "CITYCANARY",
    "website": "https://webcanary.example.org",
    "category": "full",
    "sex_worker_led": True,
    "populations": ["trans"],
    "languages": ["sw"],
    "texts": {"en": {"people": "TEXTCANARY"}},
}
ADDRESSES = ("/membership/confirm", "/c")


@pytest.fixture
def organisation() -> Organisation:
    made = make_organisation(name="NAMECANARY", listing=Listing.LISTED, **CANARIES)
    make_contact(made, email="contactcanary@example.org", name="PERSONCANARY")
    return made


def link_to(organisation: Organisation, address: str = "/membership/confirm") -> str:
    organisations.ask_to_confirm(organisation, by=None, lifetime=timedelta(days=30))
    session.commit()
    statement = select(ConfirmationRequest).order_by(ConfirmationRequest.asked_at.desc())
    return f"{address}/{notices.signed_token('confirm_data', session.scalars(statement).first().id)}"


def begin(organisation: Organisation, confirm_by: date) -> None:
    services.begin_term(
        organisation, category="full", on=date(2024, 1, 1), as_=Change.IMPORTED, by=None, confirm_by=confirm_by
    )
    session.commit()


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_link_shows_nothing_that_tells_who_it_is(
    client: FlaskClient, organisation: Organisation, path: str
) -> None:
    address = link_to(organisation, path)

    answer = client.get(address, headers={"Accept-Language": "en"})

    assert answer.status_code == 200
    assert "Is this still right?" in answer.text
    for word in ("canary", "kenya", "swahili", "trans", "full", "nswp", "sex", str(organisation.id)):
        assert word not in answer.text.lower().replace(address.lower(), "")
    assert organisation.confirmed_at is None


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_link_confirms_once_and_only_by_post(client: FlaskClient, organisation: Organisation, path: str) -> None:
    address = link_to(organisation, path)
    person = session.scalars(select(ConfirmationRequest.person_id)).one()

    done = client.post(address)

    assert "Thank you." in done.text
    assert (organisation.confirmed_as, organisation.confirmed_by) == ("link", person)
    first = organisation.confirmed_at
    assert client.post(address).status_code == 404
    assert organisation.confirmed_at == first


def test_every_link_that_does_not_work_answers_alike(client: FlaskClient, organisation: Organisation) -> None:
    used = link_to(organisation)
    client.post(used)
    expired = link_to(organisation)
    for request in session.scalars(select(ConfirmationRequest).where(ConfirmationRequest.closed_at.is_(None))):
        request.expires_at = now()
    session.commit()
    hidden = make_organisation(listing=Listing.LISTED)
    make_contact(hidden)
    hiding = link_to(hidden)
    organisations.hide_now(hidden, by=None, source=HidingSource.MEMBER)
    session.commit()

    for method in ("GET", "POST"):
        answers = [
            client.open(one, method=method)
            for one in (used, expired, hiding, "/membership/confirm/made-up", "/c/made-up")
        ]
        assert {(one.status_code, one.text, str(one.headers)) for one in answers} == {
            (404, answers[0].text, str(answers[0].headers))
        }
        assert "This link is not in use" in answers[0].text
    assert hidden.confirmed_at is None


def test_the_letter_says_nothing_and_leads_to_the_link(client: FlaskClient, organisation: Organisation) -> None:
    make_person()
    address = link_to(organisation)
    notice = session.scalars(select(Notice)).one()

    follow = client.get(f"/n/{notices.link_token(notice.id)}")

    assert follow.location.endswith(address)


def test_the_link_confirms_the_membership_as_well(client: FlaskClient, organisation: Organisation) -> None:
    begin(organisation, today() + timedelta(days=30))
    before = queries.current_term(organisation.id)

    client.post(link_to(organisation))

    person_id = session.scalars(select(ConfirmationRequest.person_id)).one()
    term = queries.current_term(organisation.id)
    assert before is not None
    assert term is not None
    assert (term.begun_as, term.begun_by, term.standing) == (Change.CONFIRMED, person_id, Standing.ACTIVE)
    assert term.confirm_by > before.confirm_by


def test_a_dormant_member_is_active_again_by_the_link(client: FlaskClient, organisation: Organisation) -> None:
    begin(organisation, today() - timedelta(days=40))
    services.change_term(organisation, as_=Change.LAPSED, standing=Standing.DORMANT, on=today(), by=None)

    client.post(link_to(organisation))

    term = queries.current_term(organisation.id)
    assert term is not None
    assert (term.begun_as, term.standing) == (Change.REACTIVATED, Standing.ACTIVE)


def test_a_suspended_member_gets_the_same_answer_and_stays_suspended(
    client: FlaskClient, organisation: Organisation
) -> None:
    begin(organisation, today())
    services.change_term(organisation, as_=Change.SUSPENDED, standing=Standing.SUSPENDED, on=today(), by=None)

    answer = client.post(link_to(organisation))

    assert "Thank you." in answer.text
    term = queries.current_term(organisation.id)
    assert term is not None
    assert term.standing == Standing.SUSPENDED


def test_the_token_is_not_logged(
    app: Flask, client: FlaskClient, organisation: Organisation, caplog: pytest.LogCaptureFixture
) -> None:
    address = link_to(organisation)

    with caplog.at_level(logging.DEBUG):
        client.get(address)
        client.post(address)
        client.get(address)

    assert address.rpartition("/")[2] not in caplog.text
