"""Answering by the link in a letter."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.consultations import services
from nswp_members.consultations.models import Answer, Change, Comment, Consultation, Link, Participant, Position
from nswp_members.core.db import now, session
from nswp_members.notices import queries as notices
from nswp_members.organisations.models import Organisation
from tests.consultations.conftest import Make
from tests.consultations.views.test_answering import ANSWERS, POSITION, seen_on
from tests.factories import make_contact, sign_in

pytestmark = pytest.mark.usefixtures("hints")


@pytest.fixture
def consultation(make: Make, organisation: Organisation) -> Consultation:
    return make(individual_comments=True)


@pytest.fixture
def link(consultation: Consultation, organisation: Organisation) -> Link:
    make_contact(organisation, email="contact@example.org")
    services.invite_organisations(consultation, by=None, at=now())
    session.commit()
    return session.scalars(select(Link)).one()


@pytest.fixture
def path(link: Link) -> str:
    return f"/a/{notices.signed_token('consultation_link', link.id)}"


def test_a_contact_answers_for_the_organisation_without_an_account(
    client: FlaskClient, path: str, link: Link, organisation: Organisation
) -> None:
    page = client.get(path)
    assert "The next draft" in page.text
    assert client.post(f"{path}/paragraph-p1", data=POSITION).status_code == 302
    seen = seen_on(client.get(f"{path}/questions-1").text)
    done = client.post(f"{path}/questions-1", data={**ANSWERS, "seen": seen})

    assert done.location == path
    position = session.scalars(select(Position)).one()
    assert (position.organisation_id, position.by) == (organisation.id, link.person_id)
    assert session.scalar(select(func.count()).select_from(Answer)) == 6
    assert session.scalars(select(Participant)).one().answered_at is not None
    assert link.opened_at is not None
    assert {one.person_id for one in session.scalars(select(Change))} == {link.person_id}


def test_the_pages_name_nobody(client: FlaskClient, path: str, organisation: Organisation) -> None:
    for address in (path, f"{path}/paragraph-p1", f"{path}/questions-1"):
        page = client.get(address).text
        assert organisation.name not in page
        assert "NSWP" not in page
        assert "<title>Notebook</title>" in "".join(page.split("\n")).replace("  ", "")
        assert "Quick exit" in page
        assert "Members" not in page


def test_every_link_that_does_not_work_gets_the_same_answer(
    client: FlaskClient, path: str, link: Link, consultation: Consultation
) -> None:
    wrong = client.get(f"{path}x")
    services.withdraw_link(link, by=None, at=now())
    withdrawn = client.get(path)
    link.withdrawn_at = None
    session.commit()
    assert client.get(path).status_code == 200
    services.close(consultation, expected_version=consultation.version, by=None, at=now())
    closed = client.get(path)

    assert wrong.status_code == withdrawn.status_code == closed.status_code == 404
    assert wrong.text == withdrawn.text == closed.text
    assert list(wrong.headers) == list(withdrawn.headers) == list(closed.headers)
    for address in (f"{path}/paragraph-p1", f"{path}/paragraph-p1/draft", f"{path}/paragraph-p1/discard"):
        answer = client.post(address, data=POSITION)
        assert (answer.status_code, answer.text) == (404, wrong.text)
    assert session.scalar(select(func.count()).select_from(Position)) == 0


def test_a_form_that_is_sent_again_after_a_break_changes_nothing(client: FlaskClient, path: str) -> None:
    for _again in range(2):
        assert client.post(f"{path}/paragraph-p1", data=POSITION).status_code == 302

    assert session.scalars(select(Position.version)).all() == [1]


def test_what_is_typed_is_kept_for_the_next_time(client: FlaskClient, path: str) -> None:
    assert client.post(f"{path}/paragraph-p1/draft", data={"comment": "HALFWAY"}).status_code == 204
    assert "HALFWAY" in client.get(f"{path}/paragraph-p1").text
    assert "Not saved yet" in client.get(path).text

    assert client.post(f"{path}/paragraph-p1/discard").status_code == 302

    assert "HALFWAY" not in client.get(f"{path}/paragraph-p1").text


def test_a_link_reads_nothing_of_what_is_said_with_an_account(client: FlaskClient, path: str, member: Person) -> None:
    person = sign_in(client.application.test_client(), member)
    own = {"own-text": "For myself", "own-locale": "en"}
    person.post("/consultations/draft-2027/answer/paragraph-p1/comment", data=own)

    assert "For myself" not in client.get(f"{path}/paragraph-p1").text


def test_a_person_comments_and_answers_for_themselves(client: FlaskClient, consultation: Consultation) -> None:
    services.invite_person(consultation, email="expert@example.org", name="", locale="fr", by=None, at=now())
    session.commit()
    link = session.scalars(select(Link)).one()
    path = f"/a/{notices.signed_token('consultation_link', link.id)}"

    page = client.get(f"{path}/paragraph-p1").text
    assert 'name="stance"' not in page
    assert client.post(f"{path}/paragraph-p1", data={"text": "My view", "locale": "fr"}).status_code == 302

    comment = session.scalars(select(Comment)).one()
    assert (comment.text, comment.person_id, comment.organisation_id) == ("My view", link.person_id, None)
    assert session.scalar(select(func.count()).select_from(Position)) == 0
    assert client.get(f"{path}/paragraph-p9").status_code == 404


def test_without_comments_a_person_gets_questions_only(
    client: FlaskClient, make: Make, organisation: Organisation
) -> None:
    services.invite_person(make(), email="expert@example.org", name="", locale="fr", by=None, at=now())
    session.commit()
    path = f"/a/{notices.signed_token('consultation_link', session.scalars(select(Link.id)).one())}"

    page = client.get(path).text

    assert "Everybody has right 1." in page
    assert client.get(f"{path}/paragraph-p1").status_code == 404
    assert client.get(f"{path}/questions-1").status_code == 200
