"""Writing paragraphs and questions."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import Consultation, ConsultationQuestion, Paragraph
from nswp_members.core.db import session
from tests.consultations.conftest import Make, after_post
from tests.consultations.services.test_writing import version_in_consultation
from tests.factories import make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints", "organisation")
PAGE = "/consultations/draft-2027"
PATHS = ("paragraphs/new", "paragraphs/p1", "questions/new", "questions/q1")
ACTIONS = ("paragraphs/p2/up", "paragraphs/p1/remove", "questions/q2/up", "questions/q1/remove", "take")


@pytest.fixture
def consultation(make: Make) -> Consultation:
    return make(opened=False)


@pytest.fixture
def office(client: FlaskClient, staff: Person, consultation: Consultation) -> FlaskClient:
    return sign_in(client, staff)


def keys(model: type[Paragraph] | type[ConsultationQuestion]) -> list[str]:
    return list(session.scalars(select(model.key).order_by(model.position)))


@pytest.mark.usefixtures("consultation")
def test_nobody_else_writes(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}/{PATHS[0]}").status_code == 302
    sign_in(client, make_role(Role.COMMUNICATIONS))

    for path in PATHS:
        assert client.get(f"{PAGE}/{path}").status_code == 404
        assert client.post(f"{PAGE}/{path}", data={"contents-en": "x"}).status_code == 404
    for path in ACTIONS:
        assert client.post(f"{PAGE}/{path}").status_code == 404
    assert (keys(Paragraph), len(keys(ConsultationQuestion))) == (["p1", "p2"], 6)


def test_a_paragraph_is_written_in_languages(office: FlaskClient) -> None:
    assert 'id="contents-en-error"' in office.post(f"{PAGE}/paragraphs/new", data={"contents-fr": "x"}).text
    office.post(f"{PAGE}/paragraphs/new", data={"contents-en": "Third.", "contents-zh": "第三。", "titles-en": "T"})
    assert "第三。" in office.get(f"{PAGE}/paragraphs/p3").text

    office.post(f"{PAGE}/paragraphs/p3", data={"contents-en": "Changed.", "contents-zh": "", "titles-en": ""})

    changed = session.scalars(select(Paragraph).where(Paragraph.key == "p3")).one()
    assert (changed.titles, changed.contents) == ({}, {"en": "Changed."})


def test_a_question_is_written_with_its_answers(office: FlaskClient) -> None:
    asked = {
        "type": "choice",
        "labels-en": "Which?",
        "is_required": "y",
        "options-0-code": "this",
        "options-0-en": "This one",
        "options-1-code": "",
    }
    assert 'id="labels-en-error"' in office.post(f"{PAGE}/questions/new", data={**asked, "labels-en": ""}).text
    assert (
        'id="options-0-code-error"'
        in office.post(f"{PAGE}/questions/new", data={**asked, "options-0-code": "NO!"}).text
    )
    wide = {"type": "scale", "labels-en": "How?", "least": "0", "most": "20"}
    assert 'id="most-error"' in office.post(f"{PAGE}/questions/new", data=wide).text

    office.post(f"{PAGE}/questions/new", data=asked)

    made = session.scalars(select(ConsultationQuestion).where(ConsultationQuestion.key == "q7")).one()
    assert (made.is_required, made.options) == (True, [{"code": "this", "labels": {"en": "This one"}}])
    assert "This one" in office.get(f"{PAGE}/questions/q7").text


def test_what_is_asked_is_moved_and_removed(office: FlaskClient) -> None:
    for path in ACTIONS[:4]:
        assert office.post(f"{PAGE}/{path}").status_code == 302

    assert keys(Paragraph) == ["p2"]
    assert keys(ConsultationQuestion)[0] == "q2"
    assert office.post(f"{PAGE}/paragraphs/p9/up").status_code == 404
    assert office.get(f"{PAGE}/questions/q99").status_code == 404


def test_paragraphs_are_taken_from_a_version(office: FlaskClient) -> None:
    version = version_in_consultation(en=[("right-1", "Associate", "To meet.")])
    assert "Take its paragraphs" in office.get(PAGE).text
    assert "Choose a version." in after_post(office, f"{PAGE}/take", data={})

    office.post(f"{PAGE}/take", data={"take-version_id": str(version.id)})

    assert keys(Paragraph) == ["right-1"]


def test_once_it_is_open_nothing_is_written(make: Make, client: FlaskClient, staff: Person) -> None:
    make()
    sign_in(client, staff)

    for path in PATHS:
        assert client.get(f"{PAGE}/{path}").location == PAGE
    assert "does not change any more" in after_post(client, f"{PAGE}/paragraphs/p1/remove")
    assert keys(Paragraph) == ["p1", "p2"]
