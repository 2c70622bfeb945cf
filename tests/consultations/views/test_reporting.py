"""The pages of results, replies and the report."""

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations import services
from nswp_members.consultations.models import Consultation, Stance, State
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session
from tests.consultations.conftest import Make, after_post
from tests.consultations.services.test_answering import a_position, take
from tests.factories import current_version, make_organisation, make_person, make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")
HOME = "/consultations/draft-2027"
SECRET = "A wording that only one organisation proposes"


@pytest.fixture
def closed(make: Make, member: Person) -> Consultation:
    """A consultation with 11 supporters and one other wording."""
    person, consultation = make_person(), make(questions=False)
    for number in range(12):
        new = a_position() if number else a_position(Stance.AMEND, words=SECRET)
        take(consultation, Respondent(person.id, make_organisation().id), new)
    services.close(consultation, expected_version=consultation.version, by=None, at=now())
    session.commit()
    return consultation


@pytest.fixture
def office(client: FlaskClient, staff: Person, closed: Consultation) -> FlaskClient:
    return sign_in(client, staff)


def say(office: FlaskClient, paragraph: str, **changes: str) -> str:
    data = {"seen": "0", "verdict": "taken", "texts-en": "We took it.", "wordings-en": "Reads better now.", **changes}
    return after_post(office, f"{HOME}/paragraphs/{paragraph}/reply", data)


def publish(office: FlaskClient, closed: Consultation, readers: str) -> str:
    after_post(office, f"{HOME}/analyse", {"version": str(closed.version)})
    for paragraph in ("p1", "p2"):
        say(office, paragraph)
    summary = {"seen": "0", "summaries-en": "Thanks to all.", "feeds": str(current_version().id), "resource": ""}
    after_post(office, f"{HOME}/report/edit", summary)
    session.refresh(closed)
    return after_post(office, f"{HOME}/publish", {"version": str(closed.version), "readers": readers})


def test_nobody_else_sees_results_or_changes_the_report(client: FlaskClient, closed: Consultation) -> None:
    assert client.get(f"{HOME}/report").status_code == 404
    for person in (make_role(Role.PROGRAMME), make_role(Role.REGIONAL_REPRESENTATIVE)):
        sign_in(client, person)
        for path in ("results", "report", "report/edit", "paragraphs/p1/reply", "questions/q1/reply"):
            assert client.get(f"{HOME}/{path}").status_code == 404, path
        for path in ("analyse", "publish", "report/edit", "paragraphs/p1/reply"):
            assert client.post(f"{HOME}/{path}", data={"version": "3"}).status_code == 404, path
        client.post("/accounts/sign-out")


def test_a_member_waits_for_the_report(client: FlaskClient, closed: Consultation, member: Person) -> None:
    sign_in(client, member)

    assert client.get(f"{HOME}/results").status_code == 404
    assert client.get(f"{HOME}/report").status_code == 404


def test_the_secretariat_sees_exact_numbers_and_what_is_to_be_done(office: FlaskClient) -> None:
    page = office.get(f"{HOME}/results").text

    assert "We support it as it is: 11" in page
    assert "We propose another wording: 1" in page
    assert "2 are missing" in page
    assert office.get(f"{HOME}/report").status_code == 404


def test_a_reply_needs_an_english_text(office: FlaskClient) -> None:
    page = office.post(f"{HOME}/paragraphs/p1/reply", data={"seen": "0", "verdict": "taken"})

    assert "Write at least the English text." in page.text
    assert office.get(f"{HOME}/paragraphs/nonsense/reply").status_code == 404


def test_a_report_needs_all_replies(office: FlaskClient, closed: Consultation) -> None:
    after_post(office, f"{HOME}/analyse", {"version": str(closed.version)})
    session.refresh(closed)

    page = after_post(office, f"{HOME}/publish", {"version": str(closed.version), "readers": "everybody"})

    assert "not complete yet" in page
    assert "Choose who reads it." in after_post(office, f"{HOME}/publish", {"version": "1"})
    assert closed.state == State.ANALYSED


def test_a_version_and_a_publication_do_not_go_together(office: FlaskClient) -> None:
    data = {"seen": "0", "summaries-en": "x", "feeds": str(current_version().id), "resource": "Guide"}

    page = office.post(f"{HOME}/report/edit", data=data).text

    assert "Choose a version of the Statement or name a publication, not both." in page


def test_everybody_reads_a_public_report_without_small_numbers(office: FlaskClient, closed: Consultation) -> None:
    assert "The report is published." in publish(office, closed, "everybody")
    office.post("/accounts/sign-out")

    page = office.get(f"{HOME}/report").text

    assert "Thanks to all." in page
    assert "We took it." in page
    assert "Reads better now." in page
    assert "It went into version" in page
    assert "Where fewer than 10 answered, nothing is shown." in page
    assert "We support it as it is: 11" not in page
    assert SECRET not in page
    assert "Read what came of it" in office.get(HOME).text


def test_a_report_for_members_is_for_those_who_were_asked(
    office: FlaskClient, closed: Consultation, member: Person
) -> None:
    publish(office, closed, "asked")
    office.post("/accounts/sign-out")

    assert office.get(f"{HOME}/report").status_code == 404
    page = sign_in(office, member).get(f"{HOME}/report").text

    assert "Thanks to all." in page
    assert SECRET not in page
    assert "Publish the report" not in page


def test_a_published_report_stays(office: FlaskClient, closed: Consultation) -> None:
    publish(office, closed, "asked")

    assert office.get(f"{HOME}/paragraphs/p1/reply").status_code == 404
    assert office.get(f"{HOME}/report/edit").status_code == 404
