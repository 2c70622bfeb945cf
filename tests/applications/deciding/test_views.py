"""The pages to decide, the letter behind a link, and what others get: nothing."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import links
from nswp_members.applications.deciding import minimising, queries
from nswp_members.applications.deciding.models import Decision
from nswp_members.applications.models import Application, Verdict
from nswp_members.applications.states import State
from nswp_members.core.db import session, transaction
from nswp_members.notices import queries as notices
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing, Organisation
from tests.applications.deciding.test_services import agreed_on, decide
from tests.factories import (
    an_id,
    make_application,
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_role,
    sign_in,
)


@pytest.fixture
def application(app: Flask) -> Application:
    """One that both representatives would take in."""
    return agreed_on(name="Night Bloom", email="us@example.org")


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    """A browser of the membership staff."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


def sent(application: Application, **changes: Any) -> dict[str, Any]:
    """Return what the form of a decision sends."""
    values = {"version": application.version, "verdict": "approve", "category": "full", "letter": "", "reason": ""}
    return values | changes


PAGES = ("decide", "decision", "letter.pdf", "duplicates")


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_people_are_led_to_the_sign_in(client: FlaskClient, application: Application, page: str) -> None:
    answer = client.get(f"/applications/{application.id}/{page}")

    assert answer.status_code == 302
    assert "sign-in" in answer.location


OF_ONE = (*PAGES, "assessment", "opinion", "ask", "forward", "assign", "conflict", "region")


@pytest.mark.parametrize("who", ["programme", "elsewhere", "verifier"])
def test_others_cannot_tell_an_application_from_none(client: FlaskClient, application: Application, who: str) -> None:
    people = {
        "programme": lambda: make_role(Role.PROGRAMME),
        "elsewhere": lambda: make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"),
        "verifier": lambda: make_role(Role.NETWORK_VERIFIER, network=make_network()),
    }
    sign_in(client, people[who]())

    for page in OF_ONE:
        hidden, absent = (client.get(f"/applications/{one}/{page}") for one in (application.id, an_id()))
        assert hidden.status_code == absent.status_code == 404
        assert bare(hidden.text) == bare(absent.text)


def bare(page: str) -> str:
    """Return a page without the id in its addresses and the token of its forms, which differ each time."""
    return re.sub(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|content="[^"]*"|value="[^"]*"', "", page)


@pytest.mark.parametrize("page", ["decide", "decision", "duplicates", "region"])
def test_whoever_may_read_it_but_not_decide_is_refused(
    client: FlaskClient, application: Application, page: str
) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    assert client.get(f"/applications/{application.id}/{page}").status_code == 403
    assert client.get(f"/applications/{an_id()}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["numbers", "enter"])
def test_others_do_not_count_or_enter(client: FlaskClient, page: str) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    assert client.get(f"/applications/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_absent_application_is_not_there(staff: FlaskClient, page: str) -> None:
    assert staff.get(f"/applications/{an_id()}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["decide", "duplicates"])
def test_a_draft_is_its_writers_own(staff: FlaskClient, page: str) -> None:
    draft = make_application(state=State.DRAFT)

    assert staff.get(f"/applications/{draft.id}/{page}").status_code == 404


def test_the_page_shows_what_an_approval_would_make(staff: FlaskClient, application: Application) -> None:
    make_organisation(name="Night Blooms", listing=Listing.HIDDEN)

    page = staff.get(f"/applications/{application.id}/decide").text

    for words in ("Night Bloom", "Kenya", "us@example.org", "contact@example.org", "Night Blooms", "similar name"):
        assert words in page


def test_the_first_click_shows_and_the_second_decides(staff: FlaskClient, application: Application) -> None:
    asked = staff.post(f"/applications/{application.id}/decide", data=sent(application))

    assert "Not done yet" in asked.text
    assert session.get_one(Application, application.id).state == State.REPRESENTATIVES

    done = staff.post(f"/applications/{application.id}/decide", data=sent(application, confirm="yes"))

    assert done.location.endswith(f"/applications/{application.id}/decision")
    assert session.get_one(Application, application.id).state == State.APPROVED
    assert "Night Bloom" in staff.get(done.location).text


def test_a_decline_needs_words(staff: FlaskClient, app: Flask) -> None:
    application = agreed_on(Verdict.DECLINE)

    answer = staff.post(
        f"/applications/{application.id}/decide", data=sent(application, verdict="decline", confirm="yes")
    )

    assert "Tell the applicant why." in answer.text
    assert session.scalar(select(func.count()).select_from(Decision)) == 0


def test_a_taken_name_is_said_to_the_secretariat(staff: FlaskClient, application: Application) -> None:
    make_organisation(name="Night Bloom", listing=Listing.HIDDEN)

    answer = staff.post(f"/applications/{application.id}/decide", data=sent(application, confirm="yes"))

    assert "An organisation with this name is in this country already; it may be hidden." in answer.text
    assert session.get_one(Application, application.id).state == State.REPRESENTATIVES


def test_a_page_that_grew_old_says_so(staff: FlaskClient, application: Application) -> None:
    answer = staff.post(f"/applications/{application.id}/decide", data=sent(application, version=99, confirm="yes"))

    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.text
    assert "With the representatives" in answer.text
    assert f'name="version" type="hidden" value="{application.version}"' in answer.text
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0


@pytest.mark.parametrize("confirm", [{}, {"confirm": "yes"}])
def test_whoever_was_too_late_keeps_what_they_wrote(
    staff: FlaskClient, application: Application, confirm: dict[str, str]
) -> None:
    data = sent(application, letter="MY LONG LETTER", reason="MY REASON", **confirm)
    decide(application)

    answer = staff.post(f"/applications/{application.id}/decide", data=data)

    assert answer.status_code == 409
    assert "It stands now: Approved." in answer.text
    assert all(words in answer.text for words in ("MY LONG LETTER", "MY REASON"))
    assert "Decide now" not in answer.text


def test_whoever_is_concerned_is_led_back(client: FlaskClient, application: Application) -> None:
    person = make_role(Role.MEMBERSHIP, person=make_person(email="contact@example.org"))
    sign_in(client, person)

    answer = client.get(f"/applications/{application.id}/decide")

    assert answer.location.endswith(f"/applications/{application.id}")


def test_the_link_shows_the_answer_and_its_letter(client: FlaskClient, application: Application) -> None:
    decision = decide(application, letter="See you soon", reason="REASONCANARY")
    token = notices.signed_token(queries.LETTER, decision.id)

    page = client.get(f"/apply/answer/{token}")
    letter = client.get(f"/apply/answer/{token}/letter.pdf")

    assert "See you soon" in page.text
    assert "REASONCANARY" not in page.text
    assert letter.mimetype == "application/pdf"
    assert letter.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert letter.headers["Cache-Control"] == "no-store"
    assert "See you soon" in PdfReader(io.BytesIO(letter.data)).pages[0].extract_text()


@pytest.mark.parametrize("end", ["", "/letter.pdf"])
def test_wrong_and_forgotten_links_answer_alike(client: FlaskClient, app: Flask, end: str) -> None:
    application = agreed_on(Verdict.DECLINE)
    decision = decide(application, approve=False, category=None, letter="Not now")
    with transaction():
        minimising.minimise(application)
    token = notices.signed_token(queries.LETTER, decision.id)

    answers = [client.get(f"/apply/answer/{one}{end}") for one in (token, "made-up", links.token_of(application))]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert len({one.text for one in answers}) == 1


def test_an_applicant_with_an_account_reads_the_letter(client: FlaskClient, app: Flask) -> None:
    person = make_person()
    application = agreed_on(person=person)
    decide(application)
    sign_in(client, person)

    assert client.get(f"/applications/{application.id}/letter.pdf").mimetype == "application/pdf"


def test_doubles_are_named_to_the_staff(staff: FlaskClient, application: Application) -> None:
    make_organisation(name="Night Blooms", listing=Listing.HIDDEN)

    assert "Night Blooms" in staff.get(f"/applications/{application.id}/duplicates").text


def test_representatives_never_read_the_private_reason(client: FlaskClient, application: Application) -> None:
    decide(application, reason="PRIVATEREASON")
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    page = client.get(f"/applications/{application.id}")

    assert page.status_code == 200
    assert "PRIVATEREASON" not in page.text


def test_numbers_stay_when_contents_go(staff: FlaskClient, app: Flask) -> None:
    application = agreed_on(Verdict.DECLINE)
    decide(application, approve=False, category=None, letter="Not now")
    before = numbers(staff)
    with transaction():
        minimising.minimise(session.get_one(Application, application.id))

    assert "Africa" in before
    assert numbers(staff) == before


def numbers(staff: FlaskClient) -> str:
    """Return what the page of numbers shows, without the tokens around it that change by the second."""
    return staff.get("/applications/numbers").text.partition("<main")[2].partition("</main>")[0]


def test_entering_needs_a_channel_and_a_country(staff: FlaskClient) -> None:
    answer = staff.post("/applications/enter", data={"name": "Night Bloom", "locale": "en"})

    assert "Choose one." in answer.text
    assert "Choose a country." in answer.text
    assert session.scalar(select(func.count()).select_from(Application)) == 0


def test_what_came_on_paper_is_filled_in_by_the_same_form(staff: FlaskClient) -> None:
    data = {"channel": "paper", "name": "Night Bloom", "country_code": "KE", "email": "", "locale": "ru"}

    answer = staff.post("/applications/enter", data=data)

    application = session.scalars(select(Application)).one()
    assert (application.channel, application.locale, application.state) == ("paper", "ru", State.DRAFT)
    assert answer.location.endswith(f"/apply/{links.token_of(application)}")
    assert staff.get(answer.location).status_code == 200


def test_a_new_member_is_reminded_of_its_wish_until_it_has_chosen(client: FlaskClient, app: Flask) -> None:
    application = agreed_on(listing="listed")
    decide(application)
    organisation = session.get_one(Organisation, application.organisation_id)
    sign_in(client, make_mandate(organisation, "read", "edit"))

    before = client.get("/dashboard").text
    organisations.set_listing(organisation, Listing.LISTED, by=None, source="test")
    session.commit()

    assert "You wished to be in the public list" in before
    assert "You wished to be in the public list" not in client.get("/dashboard").text
