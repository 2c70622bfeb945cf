"""Every route, as everybody: no page, header or error tells what its reader may not know.

The routes are read off the app, so a new one is covered by itself; a route with a variable part that this suite
does not know fails until `world.py` is taught about it.
"""

import pytest
from flask import Flask

from nswp_members.core.spreadsheets import Format
from tests.factories import an_id
from tests.leaks.crawling import addresses, client_for, exported, rules, text_of
from tests.leaks.world import LEVELS, PUBLIC, REVIEWERS, World

pytestmark = pytest.mark.usefixtures("at_once")
SEARCHES = ("q", "name", "search", "region", "country")
INSIDERS = {"membership", "administrator", "reader of it", "editor of it"}
VIEWERS = tuple(LEVELS)
WITHOUT_FILES = {"signed out", "nobody in particular", "correspondent", "donor", "one that left"}
OUTSIDERS = tuple(viewer for viewer in VIEWERS if viewer not in INSIDERS)


def forbidden(world: World, viewer: str) -> list[str]:
    """Return the beginnings of all canaries that this viewer must not meet."""
    found = []
    for subject in world.known:
        allowed = world.levels[viewer][subject.mark]
        found += [f"{subject.mark}x{level}x" for level in range(6) if level > allowed]
    return found


def test_the_viewers_are_all_listed(world: World) -> None:
    knowing = {viewer for viewer, levels in world.levels.items() if levels[world.hidden.mark] >= 0}

    assert set(VIEWERS) == set(world.viewers)
    assert knowing == INSIDERS


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_page_tells_more_than_its_reader_may_know(app: Flask, world: World, viewer: str) -> None:
    client = client_for(app, world, viewer)
    secrets = [one.lower() for one in forbidden(world, viewer)]

    for address in addresses(app, world):
        said = text_of(client.get(address, headers={"Accept-Language": "en"})).lower().replace(address.lower(), "")
        assert [secret for secret in secrets if secret in said] == [], address


@pytest.mark.parametrize("viewer", REVIEWERS)
def test_reviewers_do_read_what_they_may_of_an_application(app: Flask, world: World, viewer: str) -> None:
    assert world.application is not None
    client, canary = client_for(app, world, viewer), world.application.canary
    levels = {canary(level, name): level for level, name in ((2, "name"), (3, "opinion"), (5, "notebysecretariat"))}

    page = text_of(client.get(f"/applications/{world.application.id}"))

    assert {one for one in levels if one in page} == {
        one for one, level in levels.items() if level <= REVIEWERS[viewer]
    }


@pytest.mark.parametrize("viewer", OUTSIDERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_application_and_a_proposal_answer_like_absent_ones(
    app: Flask, world: World, viewer: str, method: str
) -> None:
    client = client_for(app, world, viewer)
    secret = {"proposal_id"} | ({"application_id"} if viewer not in REVIEWERS else set())

    # What is hidden or absent itself is held by test_absence.py.
    for rule in rules(app, method):
        for key in secret & rule.arguments:
            others = {name: world.values[name][0] for name in rule.arguments - {key}}
            answers = []
            for value in (world.values[key][0], str(an_id())):
                with app.test_request_context():
                    built = rule.build({**others, key: value})
                assert built is not None
                answer = client.open(built[1], method=method)
                answers.append((answer.status_code, text_of(answer).replace(value, "<id>")))
            assert answers[0] == answers[1], rule.rule


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_refused_change_tells_more_than_its_sender_may_know(app: Flask, world: World, viewer: str) -> None:
    client = client_for(app, world, viewer)
    secrets = [one.lower() for one in forbidden(world, viewer)]

    for address in addresses(app, world, "POST"):
        if "/accounts/" in address or address == "/leave":
            continue
        said = text_of(client.post(address, data={"name": world.hidden.canary(PUBLIC, "name")})).lower()
        echoed = said.replace(world.hidden.canary(PUBLIC, "name").lower(), "").replace(address.lower(), "")
        assert [secret for secret in secrets if secret in echoed] == [], address


@pytest.mark.parametrize("viewer", ["signed out", "neighbour", "other region", "donor"])
def test_searching_for_a_hidden_organisation_finds_what_searching_for_nothing_finds(
    app: Flask, world: World, viewer: str
) -> None:
    client = client_for(app, world, viewer)
    name = world.hidden.canary(PUBLIC, "name")
    absent = "absent" + name[6:]
    lists = [rule.rule for rule in rules(app, "GET") if not rule.arguments]
    opened = [address for address in lists if client.get(address).status_code == 200]
    assert "/members" in opened

    for address in opened:
        for search in SEARCHES:
            found, nothing = (text_of(client.get(f"{address}?{search}={word}")) for word in (name, absent))
            assert found.replace(name, "<word>") == nothing.replace(absent, "<word>"), address


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_file_tells_more_than_its_reader_may_know(app: Flask, world: World, viewer: str) -> None:
    client = client_for(app, world, viewer)
    secrets = [one.lower() for one in forbidden(world, viewer)]

    for file_format in Format:
        for address in ("/exports/new?with_protected=y", "/exports/new?staff=y&sort=country"):
            protected = {"with_protected": "y"} if "with_protected" in address else {}
            said = exported(client, address, format=file_format.value, **protected)
            assert (said is None) == (viewer in WITHOUT_FILES), address
            assert [secret for secret in secrets if secret in (said or "").lower()] == [], address


@pytest.mark.parametrize("file_format", Format)
def test_the_files_do_hold_what_their_reader_may_know(app: Flask, world: World, file_format: Format) -> None:
    client = client_for(app, world, "membership")

    said = exported(client, "/exports/new", format=file_format.value, with_protected="y") or ""

    quiet = world.subjects["unlisted"]
    for name in ("name", "transliteration", "former", "website", "link", "publicemail", "people"):
        assert quiet.canary(PUBLIC, name) in said
    for level, name in ((2, "contactname"), (2, "phone"), (3, "host"), (3, "city"), (5, "notes")):
        assert quiet.canary(level, name) in said
