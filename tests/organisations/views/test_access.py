import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session, today
from nswp_members.organisations import services
from nswp_members.organisations.models import AccessGrant, AccessLevel, FieldRead, Listing, Organisation
from tests.factories import (
    an_id,
    give_access,
    make_contact,
    make_mandate,
    make_organisation,
    make_role,
    sign_in,
    viewer_of,
)


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Harbour House", city="Small Port", website="https://x.example.org")
    made.known_to = "secretariat"
    make_contact(made, name="Zawadi Contact")
    return made


@pytest.fixture
def guest(client: FlaskClient) -> Person:
    return make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")


def browser(client: FlaskClient, person: Person) -> FlaskClient:
    return sign_in(client.application.test_client(), person)


def asked(organisation: Organisation, guest: Person) -> AccessGrant:
    code = services.make_access_code(organisation, by=None)
    grant = services.ask_access(viewer_of(guest), code, level=AccessLevel.CONTACTS, reason="We plan a training.")
    session.commit()
    return grant


def pages(organisation: Organisation, grant: AccessGrant) -> list[str]:
    top = f"/organisations/{organisation.id}/access"
    return [f"{top}/code", f"{top}/{grant.id}", f"{top}/{grant.id}/decline", f"{top}/{grant.id}/end"]


def test_access_asks_for_a_sign_in(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    grant = asked(organisation, guest)

    assert client.get("/access").status_code == 302
    for page in pages(organisation, grant):
        assert client.post(page).status_code in (302, 404)
    assert grant.state == "asked"


def test_from_the_code_to_the_contacts_and_back(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    editor, visitor = browser(client, make_mandate(organisation, "read", "edit")), browser(client, guest)
    here = f"/organisations/{organisation.id}"
    page = editor.post(f"{here}/access/code").text
    code = re.search(r"<code>([A-Z0-9-]+)</code>", page)
    assert code
    assert code[1] not in editor.get(f"{here}/access").text
    assert visitor.get(here).status_code == 404

    visitor.post("/access", data={"code": code[1], "level": "contacts", "reason": "A training."})
    assert "Harbour House" not in visitor.get("/access").text
    assert "1 person asks for access" in editor.get("/dashboard").text
    answer = re.search(rf"{here}/access/[0-9a-f-]+", editor.get(f"{here}/access").text.replace("/access/code", ""))
    assert answer
    assert "A training." in editor.get(answer[0]).text
    editor.post(answer[0], data={"level": "contacts", "until": today().isoformat()})

    seen = visitor.get(here).text
    assert "Zawadi Contact" in seen
    assert "Small Port" not in seen
    assert "Harbour House" in visitor.get("/access").text
    editor.post(f"{answer[0]}/end")
    assert visitor.get(here).status_code == 404
    assert "Harbour House" not in visitor.get("/access").text


def test_codes_that_do_not_work_get_one_answer(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    used = services.make_access_code(organisation, by=None)
    services.ask_access(viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE)), used, level=AccessLevel.PROFILE, reason="x")
    session.commit()
    sign_in(client, guest)

    answers = [
        client.post("/access", data={"code": code, "level": "profile", "reason": "Why"}).text.replace(code, "<code>")
        for code in (used, "AAAA-BBBB-CCCC-DDDD")
    ]

    token = re.compile(r'(name="csrf_token" value=")[^"]+|data-token="[^"]+"')
    assert token.sub("", answers[0]) == token.sub("", answers[1])
    assert "This code does not work." in answers[0]


def test_asking_is_slowed_down(client: FlaskClient, guest: Person) -> None:
    sign_in(client, guest)
    data = {"code": "AAAA-BBBB-CCCC-DDDD", "level": "profile", "reason": "Why"}

    codes = {client.post("/access", data=data).status_code for _ in range(80)}

    assert codes == {200, 429}


@pytest.mark.parametrize("role", [Role.DONOR, Role.MEMBERSHIP, Role.CORRESPONDENT])
def test_only_representatives_and_network_offices_ask(client: FlaskClient, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get("/access").status_code == 403


def test_only_the_organisation_itself_lets_somebody_in(
    client: FlaskClient, organisation: Organisation, guest: Person
) -> None:
    grant = asked(organisation, guest)
    others = {
        make_role(Role.MEMBERSHIP): 403,
        make_mandate(organisation, "read"): 403,
        make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"): 403,
        make_mandate(make_organisation(), "edit"): 404,
        guest: 404,
    }

    for person, status in others.items():
        visitor = browser(client, person)
        for page in pages(organisation, grant)[:3]:
            assert visitor.post(page, data={"level": "contacts", "until": today().isoformat()}).status_code == status
    assert grant.state == "asked"


def test_the_secretariat_may_end_an_access(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    grant = give_access(organisation, guest)
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "End now" in client.get(f"/organisations/{organisation.id}/access").text
    client.post(f"/organisations/{organisation.id}/access/{grant.id}/end")

    assert grant.state == "ended"


def test_a_wrong_day_is_said_at_the_field(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    grant = asked(organisation, guest)
    sign_in(client, make_mandate(organisation, "edit"))

    page = client.post(pages(organisation, grant)[1], data={"level": "profile", "until": "2020-01-01"})

    assert "Choose a day from today on" in page.text
    assert grant.state == "asked"


def test_what_is_answered_or_of_another_organisation_is_not_found(
    client: FlaskClient, organisation: Organisation, guest: Person
) -> None:
    sign_in(client, make_mandate(organisation, "edit"))
    decided, elsewhere = give_access(organisation, guest), asked(make_organisation(), guest)

    for key in (decided.id, elsewhere.id, an_id()):
        assert client.get(f"/organisations/{organisation.id}/access/{key}").status_code == 404


def test_everything_a_guest_reads_is_noted(client: FlaskClient, organisation: Organisation, guest: Person) -> None:
    give_access(organisation, guest)
    sign_in(client, guest)

    client.get(f"/organisations/{organisation.id}")

    read = session.scalars(select(FieldRead).where(FieldRead.person_id == guest.id)).one()
    assert {"contacts", "website", "country_code"} <= set(read.fields)
    assert not {"city", "registration"} & set(read.fields)


def test_of_others_only_protected_fields_are_noted(client: FlaskClient, guest: Person) -> None:
    listed = make_organisation(listing=Listing.LISTED, website="https://x.example.org")
    sign_in(client, guest)

    client.get(f"/organisations/{listed.id}")

    assert session.scalars(select(FieldRead)).all() == []
