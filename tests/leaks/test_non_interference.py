"""Two worlds that differ only in a secret look alike, byte for byte, to everybody who must not know it.

Whatever differs is a leak, also where nobody thought of a canary: a count, an order, a length, a gap (security
notes, 5). Ids and clock are the same in both worlds, tokens and the random signs of public addresses are masked.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.core.spreadsheets import Format
from tests import factories
from tests.leaks.conftest import Worlds
from tests.leaks.crawling import addresses, client_for, exported, rules, text_of
from tests.leaks.world import Secrets, World, make_world

pytestmark = pytest.mark.usefixtures("at_once")
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
    "who is sex worker-led": (Secrets(led=False, category="associate"), {"own network"}),
    "what organisations keep to themselves": (
        Secrets(led=False, category="associate", real_name="OTHERNAMECANARY", behind="OTHERFIELDSCANARY"),
        set(VIEWERS) - OFFICES,
    ),
}
"""Worlds that differ from the first in a secret, and who must not notice. In the last, being led by others, an alias
and covered fields differ at once: what any of them shows is longer, later and fewer there, and cannot make up for
another. The network knows the names and the fields, but not who is led by whom."""
MAKERS = ("programme", "other region", "own network", "other network", "neighbour")
Luck = Callable[[str], None]
Surface = tuple[str, str]


def worlds_for(viewer: str) -> dict[str, Secrets]:
    """Return the worlds in which the viewer must not notice a difference."""
    return {secret: other for secret, (other, outsiders) in SECRETS.items() if viewer in outsiders}


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


def a_world(worlds: Worlds, secrets: Secrets, again: Luck) -> AbstractContextManager[World]:
    """Return the world with these secrets, made at noon and with the same luck as all others."""

    def make() -> World:
        again("world")
        return make_world(secrets)

    return worlds.visit(str(secrets), make)


def browser_of(app: Flask, world: World, viewer: str, again: Luck) -> FlaskClient:
    """Return a browser in which this viewer is signed in, the same in every world."""
    again(viewer)
    return client_for(app, world, viewer)


def seen_in(client: FlaskClient, viewer: str, surfaces: list[Surface], again: Luck) -> list[str]:
    """Return what each surface answers in a viewer's browser."""
    answers = []
    for method, address in surfaces:
        again(f"{viewer} {method} {address}")
        answer = client.open(address, method=method, headers={"Accept-Language": "en"})
        answers.append(f"{answer.status_code} {SIGNS.sub('<signs>', text_of(answer))}")
    return answers


def surfaces_of(app: Flask, world: World) -> list[Surface]:
    """Return every address of the app, and changes that are refused."""
    return [
        *(("GET", address) for address in addresses(app, world)),
        *(
            ("POST", address)
            for address in addresses(app, world, "POST")
            if not address.startswith(("/accounts/", "/leave"))
        ),
    ]


def searches_of(app: Flask, surfaces: list[Surface], answers: list[str]) -> list[Surface]:
    """Return searches for every secret on those pages without a variable part that were opened."""
    lists = {rule.rule for rule in rules(app, "GET") if not rule.arguments}
    opened = [
        address
        for (method, address), answer in zip(surfaces, answers, strict=True)
        if method == "GET" and address in lists and answer.startswith("200")
    ]
    asked = [*(f"q={word}" for word in WORDS), "country=UG&region=africa&area=1"]
    return [("GET", f"{address}?{query}") for address in opened for query in asked]


@pytest.mark.parametrize("viewer", [viewer for viewer in VIEWERS if worlds_for(viewer)])
def test_two_worlds_that_differ_in_a_secret_look_alike(
    app: Flask, worlds: Worlds, monkeypatch: pytest.MonkeyPatch, viewer: str
) -> None:
    differences = {}
    with time_machine.travel(NOON, tick=False), the_same_luck(monkeypatch) as again:
        with a_world(worlds, Secrets(), again) as world:
            surfaces = surfaces_of(app, world)
            client = browser_of(app, world, viewer, again)
            here = seen_in(client, viewer, surfaces, again)
            searches = searches_of(app, surfaces, here)
            here += seen_in(client, viewer, searches, again)
        for secret, other in worlds_for(viewer).items():
            with a_world(worlds, other, again) as world:
                client = browser_of(app, world, viewer, again)
                there = seen_in(client, viewer, surfaces + searches, again)
            pairs = zip(surfaces + searches, here, there, strict=True)
            differences[secret] = [surface for surface, one, another in pairs if one != another]

    assert ("GET", "/members?q=canary") in searches
    assert differences
    assert differences == {secret: [] for secret in differences}


@pytest.mark.parametrize("viewer", [viewer for viewer in MAKERS if worlds_for(viewer)])
def test_files_made_in_two_worlds_that_differ_in_a_secret_are_alike(
    app: Flask, worlds: Worlds, monkeypatch: pytest.MonkeyPatch, viewer: str
) -> None:
    with time_machine.travel(NOON, tick=False), the_same_luck(monkeypatch) as again:
        files = {}
        for secret, secrets in {"none": Secrets(), **worlds_for(viewer)}.items():
            with a_world(worlds, secrets, again) as world:
                client = browser_of(app, world, viewer, again)
                asked = {"address": "/exports/new?staff=y", "with_protected": "y"}
                files[secret] = [exported(client, format=one.value, **asked) for one in Format]

    assert all(files["none"])
    assert [secret for secret, made in files.items() if made != files["none"]] == []
