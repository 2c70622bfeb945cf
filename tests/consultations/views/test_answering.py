"""Answering with an account."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations import services
from nswp_members.consultations.models import Answer, Comment, Participant, Position, Stance, StepDraft
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Organisation
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_mandate, make_organisation, make_role, sign_in
from tests.leaks.crawling import text_of

pytestmark = pytest.mark.usefixtures("hints", "organisation")
STEP = "/consultations/draft-2027/answer/paragraph-p1"
QUESTIONS = "/consultations/draft-2027/answer/questions-1"
POSITION = {"seen": "0", "stance": "amend", "proposal": "Mots proposés", "comment": "Parce que", "locale": "fr"}
ANSWERS = {"a_q1": "Words", "a_q2": "b", "a_q3": ["a", "c"], "a_q4": "12", "a_q5": "4", "a_q6": "no", "locale": "en"}


def seen_on(page: str) -> str:
    return page.partition('name="seen"')[2].partition('value="')[2].partition('"')[0]


def test_signed_out_nobody_answers(client: FlaskClient, make: Make) -> None:
    make()

    for address in (STEP, f"{STEP}/draft", f"{STEP}/discard", f"{STEP}/comment"):
        assert client.post(address, data=POSITION).status_code == 302
    assert client.get(STEP).status_code == 302
    assert session.scalar(select(func.count()).select_from(Position)) == 0


@pytest.mark.parametrize("who", ["not asked", "donor", "correspondent", "programme", "left"])
def test_whom_it_does_not_concern_finds_what_one_finds_that_is_absent(
    client: FlaskClient, make: Make, who: str
) -> None:
    make(audience={"regions": ["africa"]})
    people = {
        "not asked": lambda: make_mandate(make_organisation(country="FR"), "consult"),
        "donor": lambda: make_role(Role.DONOR),
        "correspondent": lambda: make_role(Role.CORRESPONDENT, region="africa"),
        "programme": lambda: make_role(Role.PROGRAMME),
        "left": lambda: make_mandate(make_organisation(country="KE", listing="withdrawn"), "consult"),
    }
    sign_in(client, people[who]())

    for path in ("", "/answers", "/answer/paragraph-p1", "/plan", "/links", "/texts", "/paragraphs/p1"):
        there, absent = (client.get(f"/consultations/{slug}{path}") for slug in ("draft-2027", "nothing-11"))
        assert (there.status_code, absent.status_code) == (404, 404)
        assert text_of(there).replace("draft-2027", "*") == text_of(absent).replace("nothing-11", "*")
    assert client.post(STEP, data=POSITION).status_code == 404
    assert "The next draft" not in client.get("/consultations").text


def test_a_planned_one_is_absent_to_those_who_will_be_asked(client: FlaskClient, make: Make, member: Person) -> None:
    make(opened=False)
    sign_in(client, member)

    assert client.get("/consultations/draft-2027").status_code == 404
    assert "The next draft" not in client.get("/consultations").text


def test_a_member_reads_takes_a_position_and_goes_on(client: FlaskClient, make: Make, member: Person) -> None:
    make()
    sign_in(client, member)
    page = client.get(STEP)
    assert "Everybody has right 1." in page.text
    assert "no-store" in page.headers["Cache-Control"]

    answer = client.post(STEP, data={**POSITION, "go": "on"})

    assert answer.location.startswith("/consultations/draft-2027/answer/paragraph-p2")
    position = session.scalars(select(Position)).one()
    assert (position.stance, position.proposal, position.locale) == ("amend", "Mots proposés", "fr")
    assert client.post(STEP, data={**POSITION, "go": "stay"}).location == f"{STEP}?saved=yes"
    page = client.get(STEP).text
    assert "Mots proposés" in page
    assert "Who changed what" in page


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_is_kept(
    client: FlaskClient, make: Make, member: Person
) -> None:
    make()
    sign_in(client, member)

    page = client.post(STEP, data={**POSITION, "proposal": ""}).text

    assert 'id="proposal-error"' in page
    assert "Parce que" in page
    assert session.scalar(select(func.count()).select_from(Position)) == 0
    assert "text here that is not saved yet" in client.get(STEP).text
    assert 'id="stance-error"' in client.post(STEP, data={**POSITION, "stance": ""}).text


def test_of_two_colleagues_the_later_one_sees_what_the_other_saved(
    client: FlaskClient, make: Make, member: Person, organisation: Organisation
) -> None:
    consultation = make()
    colleague = make_mandate(organisation, "consult")
    sign_in(client, member)
    take(consultation, Respondent(colleague.id, organisation.id), a_position(Stance.OBJECT))
    session.commit()

    answer = client.post(STEP, data=POSITION)

    assert answer.status_code == 409
    assert "We object to it" in answer.text
    assert "Mots proposés" in answer.text
    assert client.post(STEP, data={**POSITION, "seen": seen_on(answer.text)}).status_code == 302
    assert session.scalars(select(Position.stance)).all() == ["amend"]


def test_questions_of_every_type_are_answered(client: FlaskClient, make: Make, member: Person) -> None:
    make()
    sign_in(client, member)
    seen = seen_on(client.get(QUESTIONS).text)

    answer = client.post(QUESTIONS, data={**ANSWERS, "seen": seen, "go": "on"})

    assert answer.location == "/consultations/draft-2027"
    values = [one.value for one in session.scalars(select(Answer).join_from(Answer, Participant))]
    assert sorted(map(str, values)) == sorted(map(str, ["Words", "b", ["a", "c"], 12, 4, False]))
    page = client.get("/consultations/draft-2027/answers").text
    assert all(words in page for words in ("Words", "Option b", "Option a; Option c", "12"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("a_q1", ""),
        ("a_q2", "z"),
        ("a_q3", ["a", "b", "c"]),
        ("a_q4", "501"),
        ("a_q4", "x"),
        ("a_q5", "6"),
        ("locale", ""),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_field(
    client: FlaskClient, make: Make, member: Person, field: str, value: Any
) -> None:
    make()
    sign_in(client, member)

    page = client.post(QUESTIONS, data={**ANSWERS, field: value, "seen": seen_on(client.get(QUESTIONS).text)}).text

    assert f'id="{field}-error"' in page
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_draft_is_kept_shown_to_its_writer_alone_and_discarded(
    client: FlaskClient, make: Make, member: Person, organisation: Organisation
) -> None:
    make()
    sign_in(client, member)
    assert client.post(f"{STEP}/draft", data={"comment": "HALFWAY", "csrf_token": "x"}).status_code == 204
    assert "HALFWAY" in client.get(STEP).text
    other = sign_in(client.application.test_client(), make_mandate(organisation, "consult"))
    assert "HALFWAY" not in other.get(STEP).text

    client.post(f"{STEP}/discard")

    assert "HALFWAY" not in client.get(STEP).text
    assert session.scalar(select(func.count()).select_from(StepDraft)) == 0


def test_a_colleague_without_the_mandate_reads_and_does_not_answer(
    client: FlaskClient, make: Make, respondent: Respondent, organisation: Organisation
) -> None:
    take(make(), respondent, a_position(Stance.AMEND, words="Our words"))
    sign_in(client, make_mandate(organisation, "read", "edit", "endorse"))

    page = client.get(STEP)

    assert "Our words" in page.text
    assert 'name="stance"' not in page.text
    for path in ("", "/draft", "/discard"):
        assert client.post(STEP + path, data=POSITION).status_code == 403
    assert "Our words" in client.get("/consultations/draft-2027/answers").text


def test_comments_are_a_persons_own_where_they_are_wished(
    client: FlaskClient, make: Make, organisation: Organisation
) -> None:
    make(individual_comments=True)
    make(slug="without")
    sign_in(client, make_mandate(organisation, "read"))
    own = {"own-text": "For myself", "own-locale": "en"}

    assert client.post(f"{STEP}/comment", data=own).location == STEP
    assert "For myself" in client.get(STEP).text
    assert client.post(STEP.replace("draft-2027", "without") + "/comment", data=own).status_code == 403
    assert client.post(f"{STEP}/comment", data={**own, "own-locale": ""}).status_code == 200
    assert session.scalars(select(Comment.text)).all() == ["For myself"]
    colleague = sign_in(client.application.test_client(), make_mandate(organisation, "consult"))
    assert "For myself" not in colleague.get(STEP).text
    assert "For myself" not in colleague.get("/consultations/draft-2027/answers").text


def test_after_the_end_answers_are_read_and_not_changed(
    client: FlaskClient, make: Make, respondent: Respondent, member: Person
) -> None:
    consultation = make()
    take(consultation, respondent, a_position(Stance.AMEND, words="Our words"))
    services.close(consultation, expected_version=consultation.version, by=None, at=now())
    sign_in(client, member)

    assert "Our words" in client.get("/consultations/draft-2027/answers").text
    assert "Our words" in client.get(STEP).text
    refused = client.post(STEP, data={**POSITION, "seen": "1"})
    assert refused.status_code == 409
    assert "takes no more answers" in refused.text
    assert client.post(f"{STEP}/draft", data=POSITION).status_code == 409
    assert session.scalars(select(Position.proposal)).all() == ["Our words"]


def test_another_organisation_sees_nothing_of_the_answers(
    client: FlaskClient, make: Make, respondent: Respondent
) -> None:
    take(make(), respondent, a_position(Stance.AMEND, words="Our words"))
    sign_in(client, make_mandate(make_organisation(), "consult"))

    for path in ("", "/answers", "/answer/paragraph-p1"):
        assert "Our words" not in client.get(f"/consultations/draft-2027{path}").text


def test_a_step_that_is_none_is_absent(client: FlaskClient, make: Make, member: Person) -> None:
    make()
    sign_in(client, member)

    assert client.get("/consultations/draft-2027/answer/paragraph-p9").status_code == 404
