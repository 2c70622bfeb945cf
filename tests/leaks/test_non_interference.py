"""Two worlds that differ only in a secret look alike, byte for byte, to everybody who must not know it.

Whatever differs is a leak, also where nobody thought of a canary: a count, an order, a length, a gap (security
notes, 5). Ids and clock are the same in both worlds, tokens and the random signs of public addresses are masked.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
import time_machine
from flask import Flask
from redis import Redis

from nswp_members.core.db import db
from nswp_members.core.spreadsheets import Format
from tests import factories
from tests.leaks.crawling import addresses, client_for, exported, rules, text_of
from tests.leaks.world import Secrets, World, make_world

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
OFFICES = {"own region", "own network"}
SIGNS = re.compile(r"(?<=canaryx0xname-)[0-9a-f]{6}\b")
WORDS = ("canary", "kenya", "hiddencanaryx0xname")
VIEWERS = (
    "signed out",
    "programme",
    "own region",
    "other region",
    "own network",
    "other network",
    "correspondent",
    "donor",
    "neighbour",
    "one that left",
)
SECRETS = {
    "who hides": (Secrets(with_hidden=False), set(VIEWERS) - OFFICES),
    "who is sex worker-led": (Secrets(led=False, category="associate"), set(VIEWERS) - {"own region"}),
    "who stands behind an alias": (Secrets(real_name="OTHERNAMECANARY"), set(VIEWERS) - OFFICES),
    "what a field holds": (Secrets(behind="OTHERFIELDSCANARY"), set(VIEWERS) - OFFICES),
}


Luck = Callable[[str], None]


@contextmanager
def the_same_luck(monkeypatch: pytest.MonkeyPatch) -> Iterator[Luck]:
    """Draw the same ids in the same order in each of the named moments."""
    factories.password_hash()
    dice = random.Random()

    def again(moment: str) -> None:
        dice.seed(moment)
        monkeypatch.setattr(factories, "_numbers", count(1000))

    with monkeypatch.context() as patched:
        patched.setattr(os, "urandom", dice.randbytes)
        yield again


@contextmanager
def a_world(app: Flask, secrets: Secrets, again: Luck) -> Iterator[World]:
    """Make a world and take it back afterwards."""
    Redis.from_url(app.config["REDIS_URL"]).flushdb()
    factories.password_hash()
    again("world")
    savepoint = db._app_engines[app][None].begin_nested()
    try:
        yield make_world(secrets)
    finally:
        db.session.remove()
        savepoint.rollback()


def seen_by(app: Flask, world: World, viewer: str, surfaces: list[tuple[str, str]], again: Luck) -> list[str]:
    """Return what each surface answers to a viewer."""
    again(viewer)
    client = client_for(app, world, viewer)
    answers = []
    for method, address in surfaces:
        again(f"{viewer} {method} {address}")
        answer = client.open(address, method=method, headers={"Accept-Language": "en"})
        answers.append(SIGNS.sub("<signs>", text_of(answer)))
    return answers


def surfaces_of(app: Flask, world: World) -> list[tuple[str, str]]:
    """Return every address of the app, searches for every secret, and changes that are refused."""
    found = [("GET", address) for address in addresses(app, world)]
    lists = [rule.rule for rule in rules(app, "GET") if not rule.arguments]
    found += [("GET", f"{address}?q={word}") for address in lists for word in WORDS]
    found += [("GET", f"{address}?country=UG&region=africa&area=1") for address in lists]
    found += [
        ("POST", address)
        for address in addresses(app, world, "POST")
        if not address.startswith(("/accounts/", "/leave"))
    ]
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
def test_two_worlds_that_differ_in_a_secret_look_alike(
    app: Flask, monkeypatch: pytest.MonkeyPatch, viewer: str
) -> None:
    others = {secret: other for secret, (other, outsiders) in SECRETS.items() if viewer in outsiders}
    differences = {}
    with time_machine.travel(NOON, tick=False), the_same_luck(monkeypatch) as again:
        with a_world(app, Secrets(), again) as world:
            surfaces = surfaces_of(app, world)
            here = seen_by(app, world, viewer, surfaces, again)
        for secret, other in others.items():
            with a_world(app, other, again) as world:
                there = seen_by(app, world, viewer, surfaces, again)
            pairs = zip(surfaces, here, there, strict=True)
            differences[secret] = [surface for surface, one, another in pairs if one != another]

    assert differences == {secret: [] for secret in others}


@pytest.mark.parametrize(
    ("secret", "viewer"),
    [
        (secret, viewer)
        for secret, (_other, outsiders) in SECRETS.items()
        for viewer in ("programme", "own region", "other region", "own network", "other network", "neighbour")
        if viewer in outsiders
    ],
)
def test_files_made_in_two_worlds_that_differ_in_a_secret_are_alike(
    app: Flask, monkeypatch: pytest.MonkeyPatch, secret: str, viewer: str
) -> None:
    files = []
    with time_machine.travel(NOON, tick=False), the_same_luck(monkeypatch) as again:
        for secrets in (Secrets(), SECRETS[secret][0]):
            with a_world(app, secrets, again) as world:
                again(viewer)
                client = client_for(app, world, viewer)
                asked = {"address": "/exports/new?staff=y", "with_protected": "y"}
                files.append([exported(client, format=one.value, **asked) for one in Format])

    assert files[0] == files[1]
    assert all(files[0])
