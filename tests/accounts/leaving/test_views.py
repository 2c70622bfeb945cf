import re

import pytest

from config import TestConfig
from nswp_members.accounts.models import SignIn
from nswp_members.app import create_app
from nswp_members.core.db import session
from tests.accounts.conftest import sign_ins_of
from tests.factories import make_person, sign_in

OURS = re.compile(
    r"nswp|umbrella|sex|work|member|network|organisation|sign|account|secretariat|notebook", re.IGNORECASE
)
PUBLIC_PAGES = ("/", "/members", "/accounts/sign-in", "/no-such-page", "/fr/members")


def removed(answer):
    """Return the names of the cookies that go; browsers remove one named ``__Host-`` only if the answer is secure."""
    gone = [one for one in answer.headers.getlist("Set-Cookie") if "1970" in one]
    return {one.partition("=")[0] for one in gone if "Secure" in one or not one.startswith("__Host-")}


def words_of(text):
    """Return what a page shows and names, without the addresses of its files."""
    return re.sub(r'(href|src)="/static/[^"]*"', "", text)


def test_leaving_ends_the_sign_in_on_the_server(app, client):
    person = make_person()
    sign_in(client, person)
    thief = app.test_client()
    thief.set_cookie("visit", client.get_cookie("visit").value)

    answer = client.post("/leave")

    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert removed(answer) == {"visit", "known-device"}
    assert 'http-equiv="refresh" content="0;url=/weather"' in answer.text
    assert [one.ended_at is None for one in sign_ins_of(person.id)] == [False]
    assert client.get("/accounts/settings").status_code == 302
    assert thief.get("/accounts/settings").status_code == 302


def test_in_discreet_mode_the_browser_stays_discreet(client):
    person = make_person()
    person.discreet = True
    session.commit()
    sign_in(client, person)

    answer = client.post("/leave")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert removed(answer) == {"visit", "known-device"}
    assert "<title>Notebook</title>" in client.get("/accounts/sign-in").text
    again = client.post("/leave")
    assert again.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_over_https_the_cookie_that_only_a_safe_answer_may_remove_is_removed_by_one(app):
    settings = TestConfig(
        SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
        REDIS_URL=app.config["REDIS_URL"],
        BASE_URL="https://members.example.org",
    )
    browser = create_app(settings).test_client()

    answer = browser.post("/leave", base_url="https://members.example.org")

    assert removed(answer) == {"__Host-visit", "known-device"}


def test_the_page_about_nothing_neither_reads_nor_keeps_a_session(client):
    sign_in(client, make_person())

    answer = client.get("/weather")

    assert answer.headers.getlist("Set-Cookie") == []
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_leaving_needs_neither_a_sign_in_nor_a_fresh_page(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    assert client.post("/leave").status_code == 200
    assert client.post("/leave", data={"csrf_token": "old"}).status_code == 200


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_another_site_signs_nobody_out(client, origin):
    person = make_person()
    sign_in(client, person)

    answer = client.post("/leave", headers={"Sec-Fetch-Site": origin})

    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers
    assert client.get("/accounts/settings").status_code == 200
    assert session.query(SignIn).filter_by(person_id=person.id, ended_at=None).count() == 1


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_page_offers_the_exit_to_visitors(client, path):
    text = client.get(path).text

    prefix = "/fr" if path.startswith("/fr") else ""
    assert f'<form method="post" action="{prefix}/leave"' in text
    assert f'data-exit="{prefix}/weather"' in text


def test_pages_and_errors_offer_the_exit_to_those_signed_in(client):
    sign_in(client, make_person())

    for path in ("/dashboard", "/accounts/settings", "/no-such-page"):
        answer = client.get(path, follow_redirects=True)
        assert '<form method="post" action="/leave"' in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("person", ["nobody", "somebody"])
def test_the_neutral_pages_hold_no_word_of_ours(client, person):
    if person == "somebody":
        sign_in(client, make_person(name="Canary Name"))

    for text in (client.get("/weather").text, client.post("/leave").text):
        assert "<h1>" in text
        assert OURS.findall(words_of(text)) == []
        assert "Canary" not in text


def test_the_exit_leads_where_the_settings_say(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "QUICK_EXIT_URL", "https://example.org/news")

    assert 'content="0;url=https://example.org/news"' in client.post("/fr/leave").text
    assert 'data-exit="https://example.org/news"' in client.get("/members").text


def test_the_help_is_honest_and_open_to_all(client):
    text = client.get("/accounts/leaving").text

    assert "history of this browser may still list" in text
    assert 'href="/accounts/leaving"' in client.get("/members").text
