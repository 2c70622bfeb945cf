"""Taking the answers out as files."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.consultations.models import AnswerFile
from nswp_members.consultations.respondents import Respondent
from nswp_members.core.db import session
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_role, sign_in

pytestmark = pytest.mark.usefixtures("hints")
FILES = "/consultations/draft-2027/files"


@pytest.fixture
def office(client: FlaskClient, staff: Person, make: Make, respondent: Respondent) -> FlaskClient:
    take(make(), respondent, a_position())
    session.commit()
    return sign_in(client, staff)


def made() -> int:
    return session.scalar(select(func.count()).select_from(AnswerFile)) or 0


def test_nobody_else_gets_files(client: FlaskClient, make: Make, member: Person) -> None:
    make()
    for person in (make_role(Role.PROGRAMME), member):
        sign_in(client, person)
        assert client.get(FILES).status_code == 404
        for kind in ("pseudonyms", "names"):
            data = {"format": "csv", "named-format": "csv", "named-reason": "To ask back"}
            assert client.post(f"{FILES}/{kind}", data=data).status_code == 404
        client.post("/accounts/sign-out")
    assert client.post(f"{FILES}/names").status_code == 302
    assert made() == 0


def test_a_file_comes_without_names(office: FlaskClient) -> None:
    assert "as they wrote it" in office.get(FILES).text

    answer = office.post(f"{FILES}/pseudonyms", data={"format": "csv"})

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=answers-")
    assert "P001,Africa" in answer.text
    assert "Harbour House" not in answer.text
    assert answer.headers["Cache-Control"] == office.get(FILES).headers["Cache-Control"]


def test_names_need_a_reason(office: FlaskClient) -> None:
    refused = office.post(f"{FILES}/names", data={"named-format": "csv"})
    assert "Say why the file needs the names." in refused.text
    assert made() == 0

    answer = office.post(f"{FILES}/names", data={"named-format": "csv", "named-reason": "To ask back"})

    assert "Harbour House,Kenya" in answer.text
    assert made() == 1
    assert "To ask back" in office.get(FILES).text


def test_another_kind_of_file_is_refused(office: FlaskClient) -> None:
    assert office.post(f"{FILES}/pseudonyms", data={"format": "exe"}).mimetype == "text/html"
    assert made() == 0
