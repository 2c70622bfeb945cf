"""What was answered in words, and translating it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import AnswerTranslation, Position, Stance
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import session
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import an_id, make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")
TEXTS = "/consultations/draft-2027/texts"


@pytest.fixture
def position(make: Make, respondent: Respondent) -> Position:
    take(make(), respondent, a_position(Stance.AMEND, words="Mots proposés", locale="fr"))
    session.commit()
    return session.scalars(select(Position)).one()


def test_nobody_else_reads_or_translates(client: FlaskClient, position: Position) -> None:
    address = f"{TEXTS}/position/{position.id}/proposal"
    assert client.get(TEXTS).status_code == 302
    sign_in(client, make_role(Role.COMMUNICATIONS))

    assert client.get(TEXTS).status_code == 404
    assert client.post(address, data={"words": "x", "seen": "1", "locale": "en"}).status_code == 404


def test_the_words_stand_without_a_name(client: FlaskClient, staff: Person, position: Position) -> None:
    page = sign_in(client, staff).get(TEXTS).text

    assert "Mots proposés" in page
    assert "Written in French" in page
    assert "Harbour House" not in page
    assert "Mots proposés" not in client.get(f"{TEXTS}?step=paragraph-p2").text


def test_a_translation_is_marked_and_shown_to_whoever_wrote_the_words(
    client: FlaskClient, staff: Person, member: Person, position: Position
) -> None:
    address = f"{TEXTS}/position/{position.id}/proposal"
    sign_in(client, staff)
    assert 'id="words-error"' in client.post(address, data={"words": "", "seen": "1", "locale": "en"}).text

    sent = client.post(address, data={"words": "Proposed words", "seen": "1", "locale": "en", "is_machine": "y"})

    assert sent.status_code == 302
    assert session.scalars(select(AnswerTranslation.is_machine)).one()
    page = sign_in(client.application.test_client(), member).get("/consultations/draft-2027/answers").text
    assert "Proposed words" in page
    assert f"made by a machine and put here by {staff.name}" in page


def test_what_changed_meanwhile_is_not_translated(client: FlaskClient, staff: Person, position: Position) -> None:
    sign_in(client, staff)

    late = client.post(f"{TEXTS}/position/{position.id}/proposal", data={"words": "x", "seen": "7", "locale": "en"})

    assert "has changed meanwhile" in late.text
    for path in (f"position/{an_id()}/proposal", f"other/{position.id}/proposal", f"position/{position.id}/text"):
        assert client.get(f"{TEXTS}/{path}").status_code == 404
