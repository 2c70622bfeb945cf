import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from nswp_members.statements.models import StatementVersion
from tests.factories import an_id, current_version, make_mandate, make_organisation, make_role, sign_in


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.COMMUNICATIONS))


@pytest.fixture
def draft(client: FlaskClient) -> StatementVersion:
    version = services.begin_version("2030", from_version=current_version(), consulted_year=2026, by=None)
    session.commit()
    return version


def state(version: StatementVersion) -> str:
    session.expire_all()
    return version.state


def test_visitors_are_sent_to_sign_in(client: FlaskClient, draft: StatementVersion) -> None:
    for page in ("", "/begin", f"/{draft.id}", f"/{draft.id}/freeze", f"/{draft.id}/words/en"):
        assert "/accounts/sign-in" in client.get(f"/statements/manage{page}").location


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.REGIONAL_REPRESENTATIVE, Role.DONOR, None])
def test_others_neither_see_nor_change_editions(
    client: FlaskClient, draft: StatementVersion, role: Role | None
) -> None:
    sign_in(client, make_role(role) if role else make_mandate(make_organisation(), "read", "edit", "endorse"))

    assert client.get("/statements/manage").status_code == 403
    assert client.get(f"/statements/manage/{an_id()}").status_code == 403
    for step in ("freeze", "consult", "draft", "details", "words/en", "languages", "files/add"):
        assert client.post(f"/statements/manage/{draft.id}/{step}").status_code == 403, step
    assert state(draft) == "draft"
    assert "Manage the editions" not in client.get("/en/statement").text


@pytest.mark.parametrize("role", [Role.COMMUNICATIONS, Role.MEMBERSHIP, Role.ADMINISTRATOR])
def test_those_who_manage_see_every_edition(client: FlaskClient, draft: StatementVersion, role: Role) -> None:
    sign_in(client, make_role(role))

    page = client.get("/en/statements/manage").text
    assert "2030 edition" in page
    assert "Frozen, the current edition" in page
    assert "Manage the editions" in client.get("/en/statement").text
    assert client.get(f"/statements/manage/{an_id()}").status_code == 404


def test_an_edition_goes_from_draft_to_frozen(staff: FlaskClient) -> None:
    begun = staff.post("/en/statements/manage/begin", data={"label": "2030", "consulted_year": "2026"})
    page = begun.location
    assert "draft is begun" in staff.get(page).text

    staff.post(f"{page}/consult")
    assert "The words stand still" in staff.get(page).text
    staff.post(f"{page}/draft")
    staff.post(f"{page}/consult")
    assert "takes the place of the 2013 edition" in staff.get(f"{page}/freeze").text
    done = staff.post(f"{page}/freeze", data={"published_on": "2026-05"})

    assert done.location == page
    assert "Checked just now: as published" in staff.get(page).text
    public = staff.get("/en/statement").text
    assert "2030 edition" in public
    assert "Publication: May 2026" in public
    assert "Consultation: 2026" in public
    assert "This is an earlier edition" in staff.get("/en/statement/2013").text


def test_what_is_wrong_is_said_at_its_field(staff: FlaskClient, draft: StatementVersion) -> None:
    taken = staff.post("/en/statements/manage/begin", data={"label": "2013"})
    assert "Another edition has this name" in taken.text
    assert "Use letters, digits" in staff.post("/en/statements/manage/begin", data={"label": "a/b"}).text
    page = f"/en/statements/manage/{draft.id}"
    ahead = staff.post(f"{page}/freeze", data={"published_on": "2999"})
    assert 'id="published_on-error"' in ahead.text
    assert state(draft) == "draft"
    services.add_paragraph(draft, after="", by=None)
    session.commit()
    assert "Some paragraphs have no words yet" in staff.post(f"{page}/freeze", data={"published_on": "2026"}).text
    assert "Some paragraphs have no words yet" in staff.post(f"{page}/consult").text
    assert "1 paragraph lacks words" in staff.get(page).text
    assert staff.post(f"{page}/draft").status_code == 409


def test_details_are_changed(staff: FlaskClient, draft: StatementVersion) -> None:
    page = f"/en/statements/manage/{draft.id}/details"
    assert 'value="2030"' in staff.get(page).text

    staff.post(page, data={"label": "2031", "consulted_year": "", "authoritative_locale": "es"})

    session.expire_all()
    assert (draft.label, draft.consulted_year, draft.authoritative_locale) == ("2031", None, "es")
    assert (
        "Another edition has this name" in staff.post(page, data={"label": "2013", "authoritative_locale": "es"}).text
    )
    assert 'href="#authoritative_locale-0"' in staff.post(page, data={"label": "2031"}).text


def test_words_that_differ_from_their_sum_are_told(staff: FlaskClient) -> None:
    version = current_version()
    translation = statements.latest_translation(version.id, "fr")
    assert translation is not None
    session.connection().exec_driver_sql("ALTER TABLE statement_blocks DISABLE TRIGGER USER")
    translation.blocks[0].content = "Altered"
    session.commit()
    session.connection().exec_driver_sql("ALTER TABLE statement_blocks ENABLE TRIGGER USER")
    session.commit()

    assert "The words differ from their sum" in staff.get(f"/en/statements/manage/{version.id}").text
