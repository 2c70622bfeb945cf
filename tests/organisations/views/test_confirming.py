import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from limits import parse
from sqlalchemy import select

from nswp_members.accounts import throttling
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from nswp_members.organisations import services
from nswp_members.organisations.models import (
    ConfirmedAs,
    FieldRead,
    HidingSource,
    Listing,
    Organisation,
)
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    make_contact,
    make_mandate,
    make_network,
    make_organisation,
    make_role,
    sign_in,
)

CANARIES = {
    "acronym": "ACROCANARY",
    "transliteration": "LATINCANARY",
    "host_name": "HOSTCANARY",
    "city": "CITYCANARY",
    "website": "https://webcanary.example.org",
    "public_email": "mailcanary@example.org",
    "category": "full",
    "sex_worker_led": True,
    "populations": ["trans"],
    "priority_areas": [3],
    "languages": ["sw"],
    "former_names": [("FORMERCANARY", None, "2015")],
    "texts": {"en": {"people": "TEXTCANARY"}, "fr": {"people": "TEXTECANARY"}},
}


@pytest.fixture
def organisation() -> Organisation:
    made = make_organisation(name="NAMECANARY", listing=Listing.LISTED, **CANARIES)
    make_contact(made, email="contactcanary@example.org", name="PERSONCANARY")
    return made


def page(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/confirm"


def press(client: FlaskClient, organisation: Organisation, seen: str | None = None) -> str:
    if seen is None:
        seen = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(page(organisation)).text).group(1)
    return send(client, page(organisation), seen=seen)


def send(client: FlaskClient, address: str, **data: str) -> str:
    """Send a form and return the page that it leads to."""
    answer = client.post(address, data=data)
    return client.get(answer.location).text if answer.location else answer.text


def test_only_who_edits_it_and_the_secretariat_confirm(client: FlaskClient, organisation: Organisation) -> None:
    assert client.get(page(organisation)).status_code == 302
    for person, status in (
        (make_mandate(organisation, "read"), 403),
        (make_role(Role.REGIONAL_REPRESENTATIVE), 403),
        (make_mandate(make_organisation(), "edit"), 403),
        (make_mandate(organisation, "edit"), 200),
        (make_role(Role.MEMBERSHIP), 200),
    ):
        sign_in(client, person)
        assert client.get(page(organisation)).status_code == status
    sign_in(client, make_mandate(organisation, "read"))
    assert client.post(page(organisation)).status_code == 403
    assert organisation.confirmed_at is None


def test_the_screen_shows_everything_and_one_press_confirms(client: FlaskClient, organisation: Organisation) -> None:
    editor = make_mandate(organisation, "read", "edit")
    sign_in(client, editor)

    text = client.get(page(organisation)).text
    for canary in ("NAME", "ACRO", "LATIN", "HOST", "CITY", "FORMER", "TEXT", "TEXTE", "PERSON"):
        assert f"{canary}CANARY" in text
    for words in ("webcanary", "mailcanary", "contactcanary", "Swahili", "Trans people", "Full", editor.name):
        assert words in text
    for step in ("edit", "edit/about", "edit/work", "edit/reach", "texts/en", "contacts", "people", "visibility"):
        assert f"/organisations/{organisation.id}/{step}" in text
    answer = press(client, organisation)

    assert "Thank you." in answer
    assert (organisation.confirmed_as, organisation.confirmed_by) == ("organisation", editor.id)
    assert editor.name in client.get(page(organisation)).text


def test_looking_costs_the_same_whatever_there_is(
    client: FlaskClient, organisation: Organisation, queries: QueryCounter
) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))
    client.get(page(organisation))
    with queries.counting():
        client.get(page(organisation))
    few = len(queries)
    for _ in range(5):
        make_contact(organisation)
        make_mandate(organisation, "read")
    queries.statements.clear()
    with queries.counting():
        client.get(page(organisation))

    assert len(queries) == few


def test_what_changed_meanwhile_has_to_be_looked_at_again(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))
    seen = organisation.updated_at.isoformat()
    services.save_contact(organisation, None, name="NEWCOMER", email="", phone="1", function="", locale="en", by=None)
    session.commit()

    text = press(client, organisation, seen)

    assert "look it over once more" in text
    assert "NEWCOMER" in text
    assert organisation.confirmed_at is None
    assert "Thank you." in press(client, organisation)


@pytest.mark.parametrize("seen", ["", "yesterday"])
def test_a_press_without_a_sensible_moment_confirms_nothing(
    client: FlaskClient, organisation: Organisation, seen: str
) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))

    press(client, organisation, seen)

    assert organisation.confirmed_at is None


def test_the_secretariat_confirms_in_its_own_name_and_its_look_is_noted(
    client: FlaskClient, organisation: Organisation
) -> None:
    officer = make_role(Role.MEMBERSHIP)
    sign_in(client, officer)

    press(client, organisation)

    assert organisation.confirmed_as == "secretariat"
    assert session.scalars(select(FieldRead.person_id)).one() == officer.id


def test_outsiders_see_the_role_and_not_the_name(client: FlaskClient, organisation: Organisation) -> None:
    network = make_network()
    affiliate(network, organisation)
    editor = make_mandate(organisation, "read", "edit")
    session.refresh(organisation)
    services.confirm_data(organisation, as_=ConfirmedAs.ORGANISATION, by=editor.id)
    session.commit()
    address = f"/organisations/{organisation.id}"

    for person in (make_role(Role.REGIONAL_REPRESENTATIVE), make_role(Role.NETWORK_VERIFIER, network=network)):
        sign_in(client, person)
        text = client.get(address).text
        assert "by the organisation" in text
        assert editor.name not in text
    for person in (make_mandate(make_organisation(), "read"), make_role(Role.DONOR)):
        sign_in(client, person)
        assert "by the organisation" not in client.get(address).text


def test_a_calm_reminder_comes_after_the_months_that_are_set(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))
    contacts = f"/organisations/{organisation.id}/contacts"

    assert "Is everything still right?" not in client.get("/dashboard").text
    assert "time to look again" not in client.get(contacts).text
    organisation.created_at = now() - timedelta(days=400)
    session.commit()
    assert "Is everything still right?" in client.get("/dashboard").text
    assert "time to look again" in client.get(contacts).text


def test_a_reader_is_not_reminded(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_mandate(organisation, "read"))
    organisation.created_at = now() - timedelta(days=400)

    assert "Is everything still right?" not in client.get("/dashboard").text


def test_only_the_secretariat_has_letters_written(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))
    assert client.post(page(organisation) + "/ask").status_code == 403
    sign_in(client, make_role(Role.MEMBERSHIP))

    text = send(client, page(organisation) + "/ask")

    assert "on its way" in text
    assert session.scalars(select(Notice.kind)).all() == ["confirm_data"]


def test_the_secretariat_is_told_why_no_letter_goes_out(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    empty = make_organisation()
    services.hide_now(organisation, by=None, source=HidingSource.MEMBER)

    assert "no e-mail address" in send(client, page(empty) + "/ask")
    assert "while it is hidden" in send(client, page(organisation) + "/ask")


def test_nobody_has_us_write_without_end(
    client: FlaskClient, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "ACTS_PER_PERSON", parse("2 per hour"))
    sign_in(client, make_role(Role.MEMBERSHIP))
    for _ in range(2):
        assert "The letter is on its way" in send(client, f"{page(organisation)}/ask")

    text = send(client, f"{page(organisation)}/ask")

    assert "Nothing was sent; try again in an hour." in text
    assert len(list(session.scalars(select(Notice)))) == 2
    sign_in(client, make_role(Role.MEMBERSHIP))
    assert "The letter is on its way" in send(client, f"{page(organisation)}/ask")
