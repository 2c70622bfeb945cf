"""Walking over every route of the app, and reading all that an answer says."""

import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import sign_in
from tests.leaks.reading import searchable
from tests.leaks.world import World

TOKEN = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+|(?<=Content-Length: )[0-9]+|(?<=Expires=)[^;]+|(?<=visit=)[^;]*'
    r'|(?<=data-token=")[^"]+'
)


def rules(app: Flask, method: str) -> list[Rule]:
    """Return the routes that take this method."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return [rule for rule in found if rule.methods and method in rule.methods]


def addresses(app: Flask, world: World, method: str = "GET") -> Iterator[str]:
    """Yield every route's addresses, with every known value for its variable parts (of two, all with the first)."""
    for rule in rules(app, method):
        names = sorted(rule.arguments)
        unknown = set(names) - set(world.values)
        assert not unknown, f"Teach tests/leaks/world.py what can stand for {unknown} in {rule.rule}."
        for values in _choices([world.values[name] for name in names]):
            with app.test_request_context():
                built = rule.build(dict(zip(names, values, strict=True)))
            assert built is not None
            yield built[1]


def _choices(values: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the first values, and then each other value beside the first of all others."""
    first = tuple(one[0] for one in values)
    yield first
    for place, others in enumerate(values):
        for other in others[1:]:
            yield (*first[:place], other, *first[place + 1 :])


def text_of(answer: TestResponse) -> str:
    """Return everything an answer says: headers and body, a spreadsheet or an archive unpacked; tokens masked."""
    return TOKEN.sub("<token>", f"{answer.headers}\n{searchable(answer.get_data(), answer.mimetype)}")


def client_for(app: Flask, world: World, viewer: str) -> FlaskClient:
    """Return a browser in which this viewer is signed in."""
    client = app.test_client()
    person = world.viewers[viewer]
    return sign_in(client, person) if person else client
