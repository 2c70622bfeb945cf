"""The applicant's pages, from the public one to the status behind the link."""

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.links import token_of
from nswp_members.applications.models import (
    Application,
    ApplicationForm,
    Attachment,
    Consent,
    Message,
    MessageKind,
    Party,
    Question,
)
from nswp_members.applications.states import Move, State
from nswp_members.core.db import now, session
from nswp_members.core.i18n import LANGUAGES
from nswp_members.notices.models import Notice
from tests.applications.deciding.test_services import agreed_on, decide
from tests.factories import (
    an_image,
    current_form,
    current_version,
    full_answers,
    make_application,
    make_person,
    make_role,
    sign_in,
)

ADDRESS = "applicant@example.org"


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def only() -> Application:
    """Return the only application there is."""
    return session.scalars(select(Application)).one()


def letters() -> list[str]:
    """Return the kinds of letters written so far."""
    return sorted(session.scalars(select(Notice.kind)))


def ask(client: FlaskClient, email: str = ADDRESS, locale: str = "en") -> TestResponse:
    """Ask for a link."""
    return client.post("/apply", data={"email": email, "locale": locale})


def a_draft(**answers: Any) -> tuple[Application, str]:
    """Make a confirmed draft with all answers, changed by these; return it with the address of its link."""
    application = make_application(state=State.DRAFT, **answers)
    return application, f"/apply/{token_of(application)}"


def an_empty_draft() -> tuple[Application, str]:
    """Make a confirmed draft without answers."""
    return a_draft(**dict.fromkeys(full_answers()))


def sent_in_step(client: FlaskClient, link: str, step: str, data: dict[str, Any], **more: Any) -> TestResponse:
    """Open a step and send what a browser would."""
    page = client.get(f"{link}/step/{step}").text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert seen
    return client.post(f"{link}/step/{step}", data={"seen": seen[1], "go": "stay", **data, **more})


def test_the_public_page_says_what_membership_is(client: FlaskClient) -> None:
    answer = client.get("/apply")

    assert answer.status_code == 200
    assert "Associate member" in answer.text
    assert "Who reads it" in answer.text
    assert "X-Robots-Tag" not in answer.headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_draft_opens_in_every_language(client: FlaskClient, language: str) -> None:
    _application, link = a_draft(registration="hosted", host="Haven")

    pages_ = ["", "/check", "/discard"] + [f"/step/{one.step}" for one in current_form().questions]
    answers = {page: client.get(f"/{language}{link}{page}") for page in dict.fromkeys(pages_)}

    assert {answer.status_code for answer in answers.values()} == {200}
    for question in current_form().questions:
        assert question.labels[language] in answers[f"/step/{question.step}"].get_data(as_text=True).replace(
            "&#39;", "'"
        )


def test_a_start_writes_a_letter_and_an_unconfirmed_draft(client: FlaskClient) -> None:
    answer = ask(client, locale="fr")

    assert answer.location == "/apply/sent"
    assert only().email_confirmed_at is None
    assert only().locale == "fr"
    assert letters() == ["application_started"]


def test_a_start_needs_an_address(client: FlaskClient) -> None:
    answer = ask(client, email="nobody")

    assert "This is not an e-mail address" in answer.text
    assert letters() == []


def test_nobody_can_tell_from_the_answer_whether_an_address_has_applied(client: FlaskClient, app: Flask) -> None:
    make_application(email="draft@example.org", state=State.DRAFT)
    make_application(email="sent@example.org")
    make_application(email="declined@example.org", state=State.DECLINED)
    make_person(email="member@example.org")
    addresses = ["draft@example.org", "sent@example.org", "declined@example.org", "member@example.org", ADDRESS]

    answers = [ask(app.test_client(), email=one) for one in addresses]

    seen = {(one.status_code, one.text, tuple(sorted(one.headers))) for one in answers}
    assert len(seen) == 1
    assert letters() == ["application_link"] * 2 + ["application_started"] * 3


def test_asking_again_sends_no_flood_of_letters(client: FlaskClient) -> None:
    for _time in range(3):
        ask(client)

    assert len(letters()) == 1
    assert only().email == ADDRESS


def test_too_many_starts_from_one_place_are_slowed_down(client: FlaskClient) -> None:
    codes = [ask(client, email=f"a{number}@example.org").status_code for number in range(21)]

    assert codes == [302] * 20 + [429]


def test_opening_the_link_confirms_nothing_and_the_button_does(client: FlaskClient) -> None:
    ask(client)
    link = f"/apply/{token_of(only())}"

    page = client.get(link)
    assert "Confirm and begin" in page.text
    assert only().email_confirmed_at is None
    assert client.get(f"{link}/step/place").status_code == 404
    client.post(link)

    assert only().email_confirmed_at
    assert "Your draft" in client.get(link).text


@pytest.mark.parametrize("place", ["", "/check", "/step/place", "/discard", "/withdraw", "/consents/consent_keeping"])
def test_links_that_open_nothing_are_alike(client: FlaskClient, place: str) -> None:
    expired, old = a_draft()
    expired.expires_at = now() - timedelta(seconds=1)
    withdrawn = f"/apply/{token_of(make_application(state=State.WITHDRAWN))}"
    renewed, former = a_draft()
    renewed.nonce = "f" * 32
    session.commit()

    answers = [client.get(f"{link}{place}") for link in ("/apply/made-up", old, withdrawn, former)]

    assert {one.status_code for one in answers} == {404}
    assert len({one.text.replace("&#39;", "") for one in answers}) == 1
    assert {client.post(link).status_code for link in ("/apply/made-up", old, withdrawn, former)} == {404}


def test_a_step_is_saved_half_done_and_told_as_missing(client: FlaskClient) -> None:
    application, link = an_empty_draft()

    sent_in_step(client, link, "organisation", {"q_name": "Haven", "q_registration": "hosted"})

    assert queries.answers_of(application) == {"name": "Haven", "registration": "hosted"}
    assert application.name == "Haven"
    check = client.get(f"{link}/check").text
    assert f"{link}/step/organisation#q_host" in check
    assert f"{link}/step/place#q_country" in check
    assert "Send the application" not in check


def test_the_region_follows_from_the_country(client: FlaskClient) -> None:
    application, link = an_empty_draft()

    sent_in_step(client, link, "place", {"q_country": "MX"})

    assert (application.country_code, application.region_code) == ("MX", "latin-america")


def test_every_kind_of_answer_is_kept(client: FlaskClient) -> None:
    application, link = an_empty_draft()

    sent_in_step(client, link, "organisation", {"q_name": "Дом", "q_category": "full", "q_kind": "local"})
    sent_in_step(client, link, "place", {"q_country": "KE"})
    sent_in_step(client, link, "involvement", {"q_people": "One\n\nTwo"})
    sent_in_step(client, link, "numbers", {"q_count_staff-total": "1 200", "q_count_staff-sex_workers": "0"})
    sent_in_step(client, link, "work", {"q_areas": ["1", "7"]})
    sent_in_step(client, link, "declarations", {"q_statement": "y"})
    row = {"name": "Ana", "email": "Ana@example.org", "locale": "es", "safe_channel": "phone", "function": "Ally"}
    sent_in_step(client, link, "contacts", {f"q_contacts-0-{key}": value for key, value in row.items()})

    assert queries.answers_of(application) == {
        "name": "Дом",
        "category": "full",
        "kind": "local",
        "country": "KE",
        "people": "One\n\nTwo",
        "count_staff": {"sex_workers": 0, "total": 1200},
        "areas": ["1", "7"],
        "contacts": [{**row, "email": "ana@example.org", "safe_note": ""}],
        "statement": True,
    }


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("numbers", {"q_count_staff-total": "2", "q_count_staff-sex_workers": "3"}, "cannot be more than the number"),
        ("numbers", {"q_count_staff-total": "many"}, "Write a whole number"),
        ("contacts", {"q_contacts-0-email": "not-an-address"}, "This is not an e-mail address"),
        ("organisation", {"q_name": "x" * 201}, "200"),
    ],
)
def test_a_wrong_shape_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, step: str, data: dict[str, str], sentence: str
) -> None:
    application, link = an_empty_draft()

    answer = sent_in_step(client, link, step, data)

    assert sentence in answer.text
    assert queries.answers_of(application) == {}
    again = client.get(f"{link}/step/{step}").text
    assert all(f'value="{value}"' in again for value in data.values())
    assert "not saved yet" in again


def test_an_answer_goes_when_another_rules_its_question_out(client: FlaskClient) -> None:
    application, link = a_draft(registration="hosted", host="Haven")

    sent_in_step(client, link, "organisation", {"q_name": "A", "q_registration": "registered", "q_host": "Haven"})

    assert "host" not in queries.answers_of(application)


def test_people_are_added_without_scripts(client: FlaskClient) -> None:
    application, link = an_empty_draft()
    first = {"q_referees-0-name": "Ana", "q_referees-0-email": "ana@example.org"}

    page = sent_in_step(client, link, "referees", first, go="more-referees").text
    second = {"q_referees-1-name": "Bo", "q_referees-1-email": "bo@example.org"}
    sent_in_step(client, link, "referees", {**first, **second})

    assert 'name="q_referees-1-name"' in page
    assert [one["name"] for one in queries.answers_of(application)["referees"]] == ["Ana", "Bo"]


def test_files_are_kept_made_anew_and_encrypted_and_can_go_again(client: FlaskClient) -> None:
    application, link = an_empty_draft()

    sent_in_step(client, link, "referees", {"q_documents": (io.BytesIO(an_image()), "our CV.jpg")})
    kept = session.scalars(select(Attachment)).one()
    content, stored = kept.content, kept.data
    assert (kept.name, kept.media_type) == ("our CV.webp", "image/webp")
    assert b"CANARY" not in content
    assert content not in stored
    assert "our CV.webp" in client.get(f"{link}/step/referees").text
    sent_in_step(client, link, "referees", {"r_documents": str(kept.id)})

    assert session.scalar(select(func.count()).select_from(Attachment)) == 0
    assert queries.answers_of(application) == {}


def test_a_file_of_another_kind_is_refused_and_the_rest_kept(client: FlaskClient) -> None:
    _application, link = an_empty_draft()
    data = {"q_documents": (io.BytesIO(b"MZ program"), "photo.jpg"), "q_referees-0-name": "Ana"}

    answer = sent_in_step(client, link, "referees", data)

    assert "We take PDF, JPEG and PNG files only" in answer.text
    assert 'value="Ana"' in answer.text
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_two_windows_do_not_overwrite_each_other_unasked(client: FlaskClient) -> None:
    application, link = an_empty_draft()
    old = client.get(f"{link}/step/place").text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', old)
    assert seen
    sent_in_step(client, link, "place", {"q_city": "Here"})

    refused = client.post(f"{link}/step/place", data={"seen": seen[1], "go": "on", "q_city": "There"})
    assert refused.status_code == 409
    assert "Here" in refused.text
    assert queries.answers_of(application) == {"city": "Here"}
    again = re.search(r'name="seen"[^>]*value="([^"]*)"', refused.text)
    assert again
    client.post(f"{link}/step/place", data={"seen": again[1], "go": "on", "q_city": "There"})

    assert queries.answers_of(application) == {"city": "There"}


def test_the_same_step_sent_twice_is_answered_like_the_first(client: FlaskClient) -> None:
    _application, link = an_empty_draft()
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(f"{link}/step/place").text)
    assert seen
    data = {"seen": seen[1], "go": "on", "q_city": "Here"}

    codes = [client.post(f"{link}/step/place", data=data).status_code for _time in range(2)]

    assert codes == [302, 302]


def test_what_is_typed_is_kept_by_itself_and_can_be_discarded(client: FlaskClient) -> None:
    application, link = an_empty_draft()

    assert client.post(f"{link}/step/place/draft", data={"q_city": "Half", "other": "x"}).status_code == 204
    assert queries.typed_steps(application) == {"place": [["q_city", "Half"]]}
    assert 'value="Half"' in client.get(f"{link}/step/place").text
    client.post(f"{link}/step/place/discard")

    assert queries.typed_steps(application) == {}
    assert client.post(f"{link}/step/place/draft", data={"q_city": "x" * 300_000}).status_code == 409


def check_form(client: FlaskClient, link: str) -> dict[str, str]:
    """Return the hidden fields of the page before sending."""
    page = client.get(f"{link}/check").text
    return dict(re.findall(r'name="(version|statement|code_of_conduct)"[^>]*value="([^"]*)"', page))


def test_a_complete_application_is_sent_with_what_was_agreed_to(client: FlaskClient) -> None:
    application, link = a_draft(consent_referees=True)

    answer = client.post(f"{link}/check", data=check_form(client, link))

    assert "Thank you. It has been sent." in client.get(answer.location).text
    assert application.state == State.CHECK
    assert application.expires_at is None
    agreed = {one.code: one.text_version for one in session.scalars(select(Consent))}
    assert agreed["statement"] == current_version().label
    assert agreed["code_of_conduct"] == "1"
    assert agreed["consent_keeping"] == "form-1"
    assert agreed.keys() >= {"value_1", "value_2", "value_3", "consent_referees"}
    assert letters() == ["application_received"]


def test_an_incomplete_application_is_not_sent(client: FlaskClient) -> None:
    application, link = a_draft(value_2=None)

    answer = client.post(f"{link}/check", data=check_form(client, link))

    assert "Something is still missing" in answer.text
    assert application.state == State.DRAFT
    assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_typed_text_is_not_forgotten_by_sending(client: FlaskClient) -> None:
    application, link = a_draft()
    client.post(f"{link}/step/place/draft", data={"q_city": "Half"})

    answer = client.post(f"{link}/check", data=check_form(client, link))

    assert "There is text that you typed and did not save" in answer.text
    assert application.state == State.DRAFT


def test_a_newer_statement_is_to_be_read_first(client: FlaskClient) -> None:
    application, link = a_draft()

    client.post(f"{link}/check", data=check_form(client, link) | {"statement": "1999"})

    assert application.state == State.DRAFT


def test_sending_counts_only_what_was_checked(client: FlaskClient) -> None:
    application, link = a_draft()
    shown = check_form(client, link)
    sent_in_step(client, link, "place", {"q_country": "KE", "q_city": "Later"})

    answer = client.post(f"{link}/check", data=shown)

    assert "was changed in another window" in answer.text
    assert application.state == State.DRAFT


def test_the_status_page_tells_where_it_stands_and_shows_what_was_written(client: FlaskClient) -> None:
    link = f"/apply/{token_of(make_application(state=State.REPRESENTATIVES, name='Haven'))}"

    page = client.get(link).text

    assert "The two representatives of your region are reading it" in page
    assert "Haven" in page
    assert client.get(f"{link}/step/place").status_code == 404
    assert client.get(f"{link}/check").status_code == 404


def test_an_application_is_taken_back_after_asking_and_the_link_dies(client: FlaskClient) -> None:
    application = make_application()
    link = f"/apply/{token_of(application)}"

    assert "Take the application back?" in client.get(f"{link}/withdraw").text
    assert application.state == State.CHECK
    client.post(f"{link}/withdraw", data={"version": "1"})

    assert application.state == State.WITHDRAWN
    assert client.get(link).status_code == 404


def test_a_stale_withdrawal_is_refused(client: FlaskClient) -> None:
    application = make_application()

    answer = client.post(f"/apply/{token_of(application)}/withdraw", data={"version": "0"})

    assert "changed in another window" in answer.text
    assert application.state == State.CHECK


@pytest.mark.parametrize(("code", "state"), [("consent_people", State.CHECK), ("consent_sharing", State.WITHDRAWN)])
def test_a_consent_is_taken_back_with_its_consequence(client: FlaskClient, code: str, state: State) -> None:
    application = make_application()
    link = f"/apply/{token_of(application)}/consents/{code}"

    told = client.get(link).text
    client.post(link, data={"version": "1"})

    assert ("The application ends" in told) == (state is State.WITHDRAWN)
    assert application.state == state
    assert queries.consents_of(application)[code].withdrawn_at
    assert client.get(link).status_code == 404


def test_a_declaration_is_no_consent_to_be_taken_back(client: FlaskClient) -> None:
    application = make_application()

    assert client.get(f"/apply/{token_of(application)}/consents/statement").status_code == 404


def test_an_answer_goes_back_to_those_who_asked(client: FlaskClient) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    services.move(application, Move.ASK, by=None, expected_version=1)
    session.commit()
    link = f"/apply/{token_of(application)}"

    assert "Send the answer" in client.get(link).text
    client.post(f"{link}/write", data={"version": "2", "body": "We meet on Mondays."})

    assert application.state == State.REPRESENTATIVES


def test_a_draft_is_deleted_at_the_applicants_wish(client: FlaskClient) -> None:
    application, link = a_draft()
    person_id = application.person_id

    client.get(f"{link}/discard")
    assert session.get(Application, application.id)
    client.post(f"{link}/discard")

    assert session.scalar(select(func.count()).select_from(Application)) == 0
    assert session.get(type(make_person()), person_id) is None
    assert client.get(link).status_code == 404


def test_an_old_application_shows_the_version_it_answered(client: FlaskClient) -> None:
    application = make_application(name="Haven")
    newer = ApplicationForm(number=2, created_at=now(), published_at=now())
    newer.questions = [
        Question(position=1, step="organisation", key="name", kind="text", labels={"en": "A newer question"})
    ]
    session.add(newer)
    session.commit()

    page = client.get(f"/apply/{token_of(application)}").text
    ask(client)

    assert "Name of the organisation or group" in page
    assert "A newer question" not in page
    started = session.scalars(select(Application).where(Application.id != application.id)).one()
    assert started.form_id == newer.id


def test_the_pages_behind_a_link_set_no_cookie(client: FlaskClient) -> None:
    _application, link = a_draft()

    for page in ("/apply", link, f"{link}/check", f"{link}/step/place"):
        answer = client.get(page)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_applicant_reads_letters_without_names_and_no_note(client: FlaskClient) -> None:
    office = make_role(Role.MEMBERSHIP, person=make_person(name="Namira Officer"))
    application = make_application()
    link = f"/apply/{token_of(application)}"
    for kind, words in ((MessageKind.LETTER, "Who is who?"), (MessageKind.NOTE, "A private word")):
        services.write_message(application, words, kind=kind, party=Party.SECRETARIAT, by=office.id)
    session.commit()

    page = client.get(link).text

    assert "Who is who?" in page
    assert "Secretariat" in page
    assert "Namira" not in page
    assert "A private word" not in page


def test_an_applicant_writes_while_nothing_is_asked(client: FlaskClient) -> None:
    application = make_application()
    link = f"/apply/{token_of(application)}"

    answer = client.post(f"{link}/write", data={"version": "1", "body": "We moved."})

    assert "Your message is sent." in client.get(answer.location).text
    kept = session.scalars(select(Message)).one()
    assert (kept.body, kept.party, kept.author_id) == ("We moved.", "applicant", None)
    assert application.state == State.CHECK


def test_an_empty_answer_is_refused_and_an_answer_on_an_old_page_too(client: FlaskClient) -> None:
    application = make_application(state=State.INFORMATION)
    link = f"/apply/{token_of(application)}"

    empty = client.post(f"{link}/write", data={"version": "1", "body": " "})
    old = client.post(f"{link}/write", data={"version": "0", "body": "We meet on Mondays."})

    assert "Write something first." in empty.text
    assert "We meet on Mondays." in old.text
    assert "changed in another window or by somebody else" in old.text
    assert application.state == State.INFORMATION
    assert session.scalars(select(Message)).all() == []


def test_nothing_is_written_by_a_wrong_link_or_about_what_is_decided(client: FlaskClient) -> None:
    application = make_application(state=State.DECLINED)

    for token in ("made-up", token_of(application)):
        assert client.post(f"/apply/{token}/write", data={"version": "1", "body": "x"}).status_code == 404

    assert session.scalars(select(Message)).all() == []


def test_somebody_with_an_account_is_led_to_their_application(client: FlaskClient) -> None:
    person = make_person()
    application = make_application(person=person)
    assert client.get("/apply/mine").status_code == 302
    sign_in(client, make_person())
    assert client.get("/apply/mine").status_code == 404

    sign_in(client, person)

    assert client.get("/apply/mine").location == f"/apply/{token_of(application)}"
    assert "You have applied for membership" in client.get("/dashboard").text


def asked_about(*about: str, **answers: Any) -> tuple[Application, str]:
    """Make an application whose applicant was asked about these answers; return it with the address of its link."""
    application = make_application(state=State.REPRESENTATIVES, **answers)
    services.ask(
        application,
        "Is this right?",
        party=Party.REPRESENTATIVES,
        by=make_role(Role.REGIONAL_REPRESENTATIVE).id,
        expected_version=application.version,
        about=about,
    )
    session.commit()
    return application, f"/apply/{token_of(application)}"


def test_an_applicant_changes_what_was_asked_about_and_reviewers_see_both(client: FlaskClient, app: Flask) -> None:
    application, link = asked_about("involvement")
    assert f"{link}/step/involvement" in client.get(link).text
    assert client.get(f"{link}/step/place").status_code == 404

    answer = sent_in_step(client, link, "involvement", {"q_involvement": "A board of five decides.", "go": "on"})
    sent_back = client.post(f"{link}/write", data={"version": "2", "body": "Corrected."})

    assert answer.location == f"{link}#letters"
    assert sent_back.status_code == 302
    staff = sign_in(app.test_client(), make_role(Role.MEMBERSHIP)).get(f"/applications/{application.id}").text
    assert "A board of five decides." in staff
    assert "We decide everything ourselves." in staff
    assert client.get(f"{link}/step/involvement").status_code == 404


def test_what_is_typed_into_an_answer_that_was_asked_about_is_kept(client: FlaskClient) -> None:
    application, link = asked_about("involvement")

    empty = sent_in_step(client, link, "involvement", {"q_involvement": ""})
    client.post(f"{link}/step/involvement/draft", data={"q_involvement": "Half a sent"})
    refused = client.post(f"{link}/write", data={"version": "2", "body": "MY LETTER"})

    assert "This answer is needed" in empty.text
    assert "Half a sent" in client.get(f"{link}/step/involvement").text
    assert "There is text that you typed and did not save." in refused.text
    assert "MY LETTER" in refused.text
    assert application.state == State.INFORMATION


def test_files_can_be_added_to_what_was_asked_and_none_goes(client: FlaskClient) -> None:
    application, link = asked_about("documents")
    add = lambda name: {"q_documents": (io.BytesIO(an_image()), name)}  # noqa: E731
    sent_in_step(client, link, "referees", add("one.jpg"))
    kept = session.scalars(select(Attachment)).one()

    page = client.get(f"{link}/step/referees").text
    sent_in_step(client, link, "referees", {"r_documents": str(kept.id)})

    assert "Remove these files" not in page
    assert session.scalar(select(func.count()).select_from(Attachment)) == 1
    assert queries.answers_of(application)["documents"] == [str(kept.id)]


def a_pdf() -> bytes:
    """Return a PDF of one empty page."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


def test_the_same_file_twice_is_kept_once_and_that_is_said(client: FlaskClient) -> None:
    _application, link = an_empty_draft()
    twice = [(io.BytesIO(a_pdf()), name) for name in ("leaflet.pdf", "copy.pdf")]

    answer = sent_in_step(client, link, "referees", {"q_documents": twice, "go": "on"})
    page = client.get(answer.location).text
    again = sent_in_step(client, link, "referees", {"q_documents": (io.BytesIO(a_pdf()), "leaflet.pdf")})

    assert "A file that you sent was there already. It is kept once." in page
    assert "It is kept once." in client.get(again.location).text
    assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_the_status_page_leads_to_the_letter_and_says_what_was_given(client: FlaskClient) -> None:
    application = agreed_on()
    link = f"/apply/{token_of(application)}"
    assert "Letter as a PDF" not in client.get(link).text
    decide(application, category="associate")

    page = client.get(link).text

    address = re.search(r'href="(/apply/answer/[^"]*/letter.pdf)"', page)
    assert address
    assert client.get(address[1]).mimetype == "application/pdf"
    assert "Associate member" in page
