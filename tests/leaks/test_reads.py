"""Every page, as everybody outside an organisation who may see protected fields of it: none goes unnoted.

The routes are read off the app, so a new page that shows a protected field and forgets `note_shown` fails by itself.
"""

import re

import pytest
from flask import Flask, url_for
from sqlalchemy import delete, select

from nswp_members.core.db import session
from nswp_members.organisations.models import FieldRead
from tests.leaks.crawling import addresses, client_for, rules, text_of
from tests.leaks.world import Subject, World

OUTSIDE = ("membership", "administrator", "own region", "own network")
PROTECTED = "contactname|contactemail|phone|function|host|(old)?city"
SHOWING = {
    "organisations.contacts": "contacts",
    "organisations.edit_contact": "contacts",
    "organisations.remove_contact": "contacts",
    "organisations.edit": "city",
    "organisations.show": "city",
    "organisations.people": "people",
    "organisations.end_mandate": "people",
}


def shows_protected(text: str, subject: Subject) -> bool:
    """Whether a page holds something protected of an organisation."""
    return bool(re.search(rf"{subject.mark.lower()}x\dx({PROTECTED})", text))


@pytest.mark.parametrize("viewer", OUTSIDE)
def test_whoever_sees_a_protected_field_is_noted(app: Flask, world: World, viewer: str) -> None:
    client = client_for(app, world, viewer)
    person = world.viewers[viewer]
    assert person is not None
    found = set()

    for address in [
        *addresses(app, world),
        *(f"/organisations/{one.id}/preview?as=us" for one in world.subjects.values()),
    ]:
        session.execute(delete(FieldRead))
        session.commit()
        text = text_of(client.get(address, headers={"Accept-Language": "en"})).lower()
        noted = set(session.scalars(select(FieldRead.organisation_id).where(FieldRead.person_id == person.id)))
        shown = {subject.id for subject in world.subjects.values() if shows_protected(text, subject)}
        if shown - noted:
            found.add(address)

    assert found == set()


@pytest.mark.parametrize(("endpoint", "field"), SHOWING.items())
def test_these_pages_note_what_they_show(app: Flask, world: World, endpoint: str, field: str) -> None:
    client = client_for(app, world, "membership")
    rule = next(rule for rule in rules(app, "GET") if rule.endpoint == endpoint)
    values = {name: world.values[name][0] for name in rule.arguments}
    values |= {"organisation_id": str(world.hidden.id)} | ({"step": "reach"} if "step" in values else {})
    with app.test_request_context():
        address = url_for(endpoint, **values)

    assert client.get(address).status_code == 200

    read = session.scalars(select(FieldRead)).one()
    assert str(read.organisation_id) == values["organisation_id"]
    assert field in read.fields
    assert read.role == "secretariat-membership"
