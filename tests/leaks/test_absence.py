"""What somebody may not know of answers like what is not there: in words, headers, length, work done and time."""

from collections.abc import Iterator
from time import perf_counter, sleep
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from nswp_members.core.db import now, session
from nswp_members.organisations.models import Organisation
from tests.conftest import QueryCounter
from tests.factories import an_id
from tests.leaks.crawling import client_for, rules, text_of
from tests.leaks.world import LEVELS, World

ORGANISATIONS = ("organisation_id", "network_id")
OUTSIDERS = tuple(viewer for viewer, levels in LEVELS.items() if levels[0] < 0)
ABSENT_SLUG = "never-there"
SAMPLES, ROUNDS = 8, 10
RELATIVE, ABSOLUTE_SECONDS = 0.15, 0.0008


def unknown_to(world: World, viewer: str) -> dict[str, str]:
    """Return the ids and slugs that the viewer must not know of, by the kind of hiding."""
    hidden = {
        name: subject for name, subject in world.subjects.items() if world.levels[viewer].get(subject.mark, 0) < 0
    }
    slugs = {name: session.get_one(Organisation, subject.id).slug for name, subject in hidden.items()}
    return {name: str(subject.id) for name, subject in hidden.items()} | {
        f"slug of {name}": slug for name, slug in slugs.items() if slug
    }


def pairs(app: Flask, world: World, viewer: str, method: str) -> Iterator[tuple[Rule, str, str, str]]:
    """Yield rule, kind of hiding, address and value of everything that the viewer must not know of.

    An address is a pattern in which ``{}`` stands for the value.
    """
    for rule in rules(app, method):
        for place in rule.arguments & {*ORGANISATIONS, "slug"}:
            others = {name: world.values[name][0] for name in rule.arguments if name != place}
            for kind, value in unknown_to(world, viewer).items():
                if (place == "slug") == kind.startswith("slug"):
                    with app.test_request_context():
                        built = rule.build({**others, place: value})
                    assert built is not None
                    yield rule, kind, built[1].replace(value, "{}"), value


def absent(value: str) -> str:
    """Return a value of the same form that belongs to nothing."""
    return str(an_id()) if value.count("-") == 4 else ABSENT_SLUG


def said(client: FlaskClient, method: str, address: str, value: str, queries: QueryCounter) -> tuple[object, ...]:
    """Return all that an answer tells: status, headers, body, its length, and the statements that it took."""
    queries.statements.clear()
    with queries.counting():
        answer = client.open(address.format(value), method=method, headers={"Accept-Language": "en"})
    length = len(answer.get_data()) - len(value) * answer.text.count(value)
    return answer.status_code, text_of(answer).replace(value, "<value>"), length, list(queries.statements)


@pytest.mark.parametrize("viewer", OUTSIDERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.usefixtures("at_once")
def test_what_is_hidden_in_any_way_answers_like_what_is_absent(
    app: Flask, world: World, queries: QueryCounter, viewer: str, method: str
) -> None:
    client = client_for(app, world, viewer)
    met = set()

    # The clock stands still, because a sign-in notes once a minute that somebody is there.
    with time_machine.travel(now(), tick=False):
        for rule, kind, address, value in pairs(app, world, viewer, method):
            there = said(client, method, address, value, queries)
            assert there == said(client, method, address, absent(value), queries), (rule.rule, kind)
            met.add(kind)

    assert met >= ({"hidden", "forced"} | ({"slug of forced"} if method == "GET" else set()))


@pytest.mark.parametrize("viewer", ["signed out", "neighbour"])
def test_what_is_hidden_takes_as_long_as_what_is_absent(app: Flask, world: World, viewer: str) -> None:
    client = client_for(app, world, viewer)
    measured = set()

    for rule, kind, address, value in pairs(app, world, viewer, "GET"):
        if "forced" in kind and client.get(address.format(value)).status_code == 404:
            assert takes_equally_long(client, address, value), (rule.rule, kind)
            measured.add(rule.rule)

    assert "/members/<slug>" in measured
    assert viewer == "signed out" or "/organisations/<uuid:organisation_id>" in measured


def test_a_difference_in_time_would_be_found(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(app, world, "neighbour")
    show = app.view_functions["organisations.show"]
    secret = world.subjects["forced"].id

    def slower_if_it_exists(organisation_id: UUID) -> object:
        sleep(0.05 if organisation_id == secret else 0)
        return show(organisation_id)

    monkeypatch.setitem(app.view_functions, "organisations.show", slower_if_it_exists)

    assert not takes_equally_long(client, "/organisations/{}", str(secret))


def takes_equally_long(client: FlaskClient, address: str, value: str) -> bool:
    """Whether both take the same time; noise is over after some rounds, a difference is not."""
    times: dict[str, list[float]] = {value: [], absent(value): []}
    for _round in range(ROUNDS):
        for number in range(SAMPLES):
            for one in sorted(times, reverse=number % 2 == 0):
                begun = perf_counter()
                client.get(address.format(one))
                times[one].append(perf_counter() - begun)
        here, nowhere = (sorted(spans)[len(spans) // 4] for spans in times.values())
        if abs(here - nowhere) <= RELATIVE * nowhere + ABSOLUTE_SECONDS:
            return True
    return False
