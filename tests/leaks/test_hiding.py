"""After "Hide us now" is answered, no byte of any page that an outsider can open names the organisation."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Organisation
from tests.factories import make_mandate, sign_in
from tests.leaks.crawling import addresses, client_for, text_of
from tests.leaks.world import Subject, World

pytestmark = pytest.mark.usefixtures("at_once")
WATCHING = {
    "the button": ("signed out", "neighbour", "own region", "own network", "donor"),
    "the printed link": ("signed out", "neighbour"),
}


@pytest.fixture
def world(world: World) -> World:
    """The world, in which a listed organisation is about to hide."""
    listed = session.get_one(Organisation, world.subjects["listed"].id)
    world.values["slug"] = [str(listed.slug)]
    return world


def pages(app: Flask, world: World, subject: Subject) -> Iterator[str]:
    """Yield the address of every route, and the searches that find the organisation."""
    yield from addresses(app, world)
    for question in (f"q={subject.open('name')}", "country=KE", "region=africa"):
        yield f"/members?{question}"
        yield f"/fr/members?{question}"
        yield f"/organisations?{question}"


def names(client: FlaskClient, subject: Subject, address: str) -> bool:
    """Whether the answer names the organisation, apart from repeating what was asked."""
    mark, own_id, asked = subject.mark.lower(), str(subject.id), subject.open("name").lower()
    said = text_of(client.get(address, headers={"Accept-Language": "en"})).lower().replace(address.lower(), "")
    said = re.sub(rf'(q=|q%3d|value="|[“«„]\s*){asked}', "", said)
    return mark in said or (own_id in said and own_id not in address)


def hide(app: Flask, way: str, organisation: Organisation) -> int:
    """Hide the organisation in one of the ways; return the status of the answer."""
    if way == "the button":
        reader = sign_in(app.test_client(), make_mandate(organisation, "read"))
        return reader.post(f"/organisations/{organisation.id}/hide").status_code
    token = services.make_emergency_link(organisation, by=None)
    session.commit()
    return app.test_client().post(f"/e/{token}").status_code


@pytest.mark.parametrize("way", WATCHING)
def test_nobody_outside_finds_a_trace_once_hiding_is_answered(app: Flask, world: World, way: str) -> None:
    subject = world.subjects["listed"]
    browsers = {viewer: client_for(app, world, viewer) for viewer in WATCHING[way]}
    assert all(names(client, subject, "/members?country=KE") for client in browsers.values())

    status = hide(app, way, session.get_one(Organisation, subject.id))

    assert status < 400
    for viewer, client in browsers.items():
        found = [address for address in pages(app, world, subject) if names(client, subject, address)]
        assert found == [], viewer
