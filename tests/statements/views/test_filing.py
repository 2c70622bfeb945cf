import io

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.models import StatementVersion
from tests.factories import a_page, an_id, current_version, make_role, sign_in, words_of

PDF = a_page("something")


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.COMMUNICATIONS))


def send(client: FlaskClient, version: StatementVersion, file: bytes = PDF) -> str:
    data = {"file": (io.BytesIO(file), "name.pdf"), "locale": "fr", "file_format": "summary"}
    return client.post(f"/en/statements/manage/{version.id}/files/add", data=data).text


def test_a_file_of_a_published_edition_is_for_everybody_and_an_earlier_one_keeps_its_date(staff: FlaskClient) -> None:
    version = current_version()

    send(staff, version)
    send(staff, version, a_page("other"))

    staff.post("/accounts/sign-out")
    page = staff.get("/en/statement").text
    assert page.count("Summary</a>") == 2
    assert "(PDF, 1 kB)" in page
    assert "Earlier file, replaced on" in page
    present, earlier = statements.files_of(version.id)
    answer = staff.get(f"/statement/2013/files/{present.id}")
    assert (words_of(answer.data), answer.mimetype) == ("other", "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=statement-fr-summary.pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert words_of(staff.get(f"/statement/2013/files/{earlier.id}").data) == "something"
    assert staff.get(f"/statement/2013/files/{an_id()}").status_code == 404


def test_a_file_of_a_draft_is_for_those_who_write_it(staff: FlaskClient) -> None:
    draft = services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)
    session.commit()
    send(staff, draft)
    [file] = statements.files_of(draft.id)
    managed = f"/en/statements/manage/{draft.id}/files/{file.id}"

    assert words_of(staff.get(managed).data) == "something"
    assert staff.get(f"/statement/2030/files/{file.id}").status_code == 404
    assert staff.get(f"/statement/2013/files/{file.id}").status_code == 404
    assert "cannot be brought back" in staff.get(f"{managed}/remove").text
    staff.post(f"{managed}/remove")
    assert staff.get(managed).status_code == 404


def test_a_file_that_is_none_is_refused_at_its_field(staff: FlaskClient) -> None:
    page = send(staff, current_version(), b"<html>")

    assert 'id="file-error"' in page
    assert statements.files_of(current_version().id) == []


def test_a_file_of_a_frozen_edition_is_not_removed(staff: FlaskClient) -> None:
    version = current_version()
    send(staff, version)
    [file] = statements.files_of(version.id)

    refused = staff.post(f"/en/statements/manage/{version.id}/files/{file.id}/remove")

    assert "no draft any more" in refused.text
    assert statements.files_of(version.id) == [file]
