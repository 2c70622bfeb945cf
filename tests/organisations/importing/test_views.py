"""The import in the browser."""

import io
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations.importing import tasks
from nswp_members.organisations.importing.models import ImportBatch
from nswp_members.organisations.models import Organisation
from tests.conftest import QueryCounter
from tests.factories import make_person, make_role, run_task, sign_in

INDEX = "/organisations/imports"
LIST = 'Organisation name,Country,Notes\nAlpha,Kenya,\n"=HYPERLINK(""x"")",Atlantis,\n<script>alert(1)</script>,Peru,\n'
COLUMNS = {"column_0": "name", "column_1": "country", "column_2": ""}


@pytest.fixture
def secretariat(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


def upload(client: FlaskClient, content: bytes = LIST.encode(), name: str = "list.csv") -> TestResponse:
    return client.post(INDEX, data={"file": (io.BytesIO(content), name)})


def the_batch() -> ImportBatch:
    return session.scalars(select(ImportBatch)).one()


def address(part: str = "") -> str:
    return f"{INDEX}/{the_batch().id}{part}"


def checked(client: FlaskClient) -> None:
    upload(client)
    client.post(address("/columns"), data=COLUMNS)
    run_task(tasks.check_import, the_batch().id)


def test_somebody_signed_out_is_sent_to_sign_in(client: FlaskClient) -> None:
    answer = client.get(INDEX)

    assert answer.status_code == 302
    assert "/accounts/sign-in" in answer.location


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.COMMUNICATIONS, Role.DONOR, Role.CORRESPONDENT])
def test_others_may_not_import(client: FlaskClient, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get(INDEX).status_code == 403
    assert upload(client).status_code == 403
    assert client.get(f"{INDEX}/{uuid4()}").status_code == 403
    assert client.post(f"{INDEX}/{uuid4()}/start").status_code == 403
    assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_an_absent_list_is_not_found(secretariat: FlaskClient) -> None:
    assert secretariat.get(f"{INDEX}/{uuid4()}").status_code == 404


def test_a_list_goes_from_upload_to_organisations(
    secretariat: FlaskClient, hints: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert upload(secretariat).location == address("/columns")
    assert secretariat.post(address("/columns"), data=COLUMNS).location == address()
    assert hints[-1] == ("organisations.check_import", (str(the_batch().id),))
    assert "progress" in secretariat.get(address()).text
    run_task(tasks.check_import, the_batch().id)
    preview = secretariat.get(address()).text
    assert "Atlantis" in preview
    assert "Import 2 organisations" in preview
    secretariat.post(address("/start"))
    assert hints[-1] == ("organisations.run_import", (str(the_batch().id),))
    run_task(tasks.run_import, the_batch().id)

    page = secretariat.get(address()).text

    assert "2 organisations are new here" in page
    assert set(session.scalars(select(Organisation.name))) == {"Alpha", "<script>alert(1)</script>"}


def test_markup_in_a_name_is_shown_as_text(secretariat: FlaskClient) -> None:
    checked(secretariat)

    page = secretariat.get(address()).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_rows_that_need_work_can_be_downloaded(secretariat: FlaskClient) -> None:
    checked(secretariat)

    answer = secretariat.get(address("/errors.csv"))

    assert answer.headers["Content-Disposition"] == "attachment; filename=rows-to-correct.csv"
    text = answer.data.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "Atlantis" in text


def test_a_file_that_is_no_list_is_refused_at_its_field(secretariat: FlaskClient) -> None:
    answer = upload(secretariat, b"%PDF-1.7", "list.csv")

    assert answer.status_code == 200
    assert "PDF" in answer.text
    assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def test_a_file_of_another_kind_is_refused(secretariat: FlaskClient) -> None:
    assert "Choose a CSV file or an Excel workbook" in upload(secretariat, b"x", "list.exe").text


def test_leaving_out_the_country_is_refused_with_a_sentence(secretariat: FlaskClient) -> None:
    upload(secretariat)

    answer = secretariat.post(address("/columns"), data={"column_0": "name", "column_1": ""})

    assert "Choose which columns hold the name and the country" in answer.text


def test_starting_twice_imports_once(secretariat: FlaskClient) -> None:
    checked(secretariat)
    secretariat.post(address("/start"))

    answer = secretariat.post(address("/start"))

    assert answer.status_code == 409


def test_a_page_of_the_preview_takes_few_queries(app: Flask, secretariat: FlaskClient, queries: QueryCounter) -> None:
    upload(secretariat, ("Name,Country\n" + "\n".join(f"Org {number},Kenya" for number in range(200))).encode())
    secretariat.post(address("/columns"), data={"column_0": "name", "column_1": "country"})
    run_task(tasks.check_import, the_batch().id)
    where = address()

    with queries.counting():
        page = secretariat.get(where)

    assert page.status_code == 200
    assert len(queries) <= 9


def test_a_person_without_a_role_may_not_see_a_list(app: Flask, secretariat: FlaskClient) -> None:
    upload(secretariat)
    other = sign_in(app.test_client(), make_person())

    assert other.get(address()).status_code == 403
