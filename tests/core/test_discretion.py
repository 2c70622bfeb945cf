import re

import pytest

from config import TestConfig
from nswp_members.accounts.models import Person
from nswp_members.app import create_app
from nswp_members.core.db import db, session
from nswp_members.core.discretion import COOKIE
from tests.factories import make_person, sign_in

TITLE = re.compile(r"<title>(.*?)</title>")


@pytest.fixture
def discreet(client):
    """A browser whose person asked for discreet pages."""
    person = make_person()
    person.discreet = True
    session.commit()
    return sign_in(client, person)


def choose(browser, wish):
    """Save the settings with or without discreet mode."""
    data = {"name": "A", "locale": "en", **({"discreet": "y"} if wish else {})}
    return browser.post("/accounts/settings", data=data)


def test_discreet_pages_carry_a_neutral_name_mark_and_colour(discreet):
    for path in ("/accounts/settings", "/dashboard", "/consensus-statement", "/no-such-page"):
        text = discreet.get(path, follow_redirects=True).text

        assert TITLE.findall(text) == ["Notebook"]
        assert "NSWP Members" not in text
        assert "mark-canopy" not in text
        assert "favicon.svg" not in text
        assert "blank.svg" in text
        assert 'content="#4a4f57"' in text
        assert "#9f1a30" not in text


def test_pages_of_others_carry_the_usual_name(client):
    text = sign_in(client, make_person()).get("/accounts/settings").text

    assert TITLE.findall(text) == ["Settings – NSWP Members"]
    assert "mark-canopy" in text
    assert client.get_cookie(COOKIE) is None


def test_the_sign_in_page_stays_neutral_after_signing_out(discreet):
    discreet.get("/accounts/settings")
    discreet.post("/accounts/sign-out")

    kept = discreet.get_cookie(COOKIE)
    assert kept.value == "1"
    assert kept.http_only
    assert kept.max_age > 300 * 24 * 3600
    assert TITLE.findall(discreet.get("/accounts/sign-in").text) == ["Notebook"]


def test_the_switch_works_both_ways_and_the_cookie_goes_with_it(client):
    person = make_person()
    sign_in(client, person)

    choose(client, True)
    assert session.get(Person, person.id).discreet
    assert TITLE.findall(client.get("/accounts/settings").text) == ["Notebook"]
    assert client.get_cookie(COOKIE)

    choose(client, False)
    assert client.get_cookie(COOKIE) is None
    assert TITLE.findall(client.get("/accounts/settings").text) == ["Settings – NSWP Members"]


def test_a_made_up_cookie_is_no_wish(client):
    client.set_cookie(COOKIE, "2")

    assert TITLE.findall(client.get("/accounts/sign-in").text) == ["Sign in – NSWP Members"]


def test_the_neutral_address_serves_discreet_pages(app):
    twin = create_app(
        TestConfig(
            SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
            REDIS_URL=app.config["REDIS_URL"],
            DISCREET_URL="http://notes.example.org",
        )
    )
    twin.test_client_class = app.test_client_class
    db._app_engines[twin][None] = db._app_engines[app][None]
    browser = twin.test_client()

    there = browser.get("/accounts/sign-in", base_url="http://notes.example.org").text
    here = browser.get("/accounts/sign-in", base_url="http://localhost").text

    assert TITLE.findall(there) == ["Notebook"]
    assert TITLE.findall(here) == ["Sign in – NSWP Members"]
