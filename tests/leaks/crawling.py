"""Walking over every route of the app, and reading all that an answer says."""

import re
from collections.abc import Iterator
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from nswp_members.core.db import session
from nswp_members.exports import services as exports
from nswp_members.exports import tasks as exports_tasks
from nswp_members.exports.models import Export, State
from tests.factories import make_person, run_task, sign_in
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


def exported(client: FlaskClient, address: str, **form: str) -> str | None:
    """Return all that a file says which this viewer has made of a list, its number masked; None if they may not."""
    asked = client.post(address, data={"reason": "To see what is in it", **form})
    if asked.status_code != 302 or "/exports/" not in asked.location:
        return None
    key = UUID(asked.location.rpartition("/")[2])
    _agree(key)
    run_task(exports_tasks.make, key)
    answer = client.post(f"/exports/{key}/download")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return text_of(answer).replace(key.hex[:8], "<number>")


def _agree(export_id: UUID) -> None:
    """Be the second person, where one is needed."""
    export = session.get_one(Export, export_id)
    if export.state == State.WAITING:
        exports.decide(export, agreed=True, by=make_person().id)
        session.commit()
