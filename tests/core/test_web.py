import re

import pytest
from flask import abort, request
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import TooManyRequests

from config import TestConfig
from nswp_members.accounts.access import public
from nswp_members.app import create_app
from nswp_members.core.db import db
from nswp_members.core.errors import DomainError
from nswp_members.core.web import HEADERS, absolute_url, asset
from tests.factories import PASSWORD, make_person, sign_in

STYLES = "/static/css/app.css"
LANGUAGES = ("en", "fr", "es", "ru", "zh")
INTERNALS = re.compile(r"Traceback|canary|psycopg|sqlalchemy|werkzeug|File &#34;|RuntimeError", re.IGNORECASE)


def fetch(browser, path):
    """Get a page or a file and read it to its end."""
    answer = browser.get(path)
    assert answer.data is not None
    answer.close()
    return answer


class RuleBroken(DomainError):
    """A rule for these tests."""

    message = "You cannot do that twice."


def break_in_the_way_asked_for(way: str) -> str:
    """Fail."""
    if way == "500":
        raise RuntimeError("canary")
    if way == "503":
        raise OperationalError("canary", None, Exception("canary"))
    if way == "409":
        raise IntegrityError("canary", None, Exception("canary"))
    if way == "rule":
        raise RuleBroken
    if way == "413":
        return str(len(request.form))
    if way == "429":
        raise TooManyRequests(retry_after=60)
    return abort(int(way))


@pytest.fixture
def make_twin(app):
    """Make a second app on the same database, with pages that fail and some settings of its own."""

    def make(**settings):
        twin = create_app(
            TestConfig(
                SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
                REDIS_URL=app.config["REDIS_URL"],
                TESTING=False,
                **settings,
            )
        )
        twin.test_client_class = app.test_client_class
        twin.add_url_rule("/break/<way>", "break", public(break_in_the_way_asked_for), methods=["GET", "POST"])
        db._app_engines[twin][None] = db._app_engines[app][None]
        return twin

    return make


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/members", "/no-such-page", "/dashboard", "/healthz", STYLES])
    def test_every_answer_carries_the_safety_headers(self, client, path):
        answer = fetch(client, path)

        for name, value in HEADERS.items():
            if name != "X-Robots-Tag":
                assert answer.headers[name] == value
        assert "Strict-Transport-Security" not in answer.headers

    def test_errors_carry_them_too(self, make_twin):
        browser = make_twin().test_client()

        for way in ("403", "409", "500", "503"):
            answer = browser.get(f"/break/{way}")
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
            assert answer.headers["Cache-Control"] == "no-store"

    def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(self):
        policy = HEADERS["Content-Security-Policy"]

        assert "unsafe" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert "default-src 'none'" in policy

    def test_pages_are_not_kept_by_caches(self, client):
        for path in ("/", "/members", "/accounts/sign-in"):
            assert client.get(path).headers["Cache-Control"] == "no-store"

    def test_an_asset_is_kept_for_ever_under_the_address_with_its_hash_only(self, app, client):
        with app.test_request_context():
            path = asset("css/app.css")

        assert "immutable" in fetch(client, path).headers["Cache-Control"]
        assert fetch(client, STYLES).headers["Cache-Control"] == "no-store"
        assert client.get("/static/none.css?v=1").headers["Cache-Control"] == "no-store"

    def test_our_files_have_nothing_to_do_with_a_session(self, app, client):
        sign_in(client, make_person())
        with app.test_request_context():
            path = asset("css/app.css")

        answer = fetch(client, path)

        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")

    def test_only_pages_that_name_no_member_are_for_search_engines(self, client):
        assert "X-Robots-Tag" not in client.get("/").headers
        assert client.get("/accounts/sign-in").headers["X-Robots-Tag"] == "noindex, noarchive"

    def test_over_https_the_browser_stays_there_and_the_cookie_too(self, make_twin):
        browser = make_twin(BASE_URL="https://members.example.org").test_client()

        answer = browser.post(
            "/accounts/sign-in",
            data={"email": make_person().email, "password": PASSWORD},
            base_url="https://members.example.org",
        )

        cookie, device = sorted(answer.headers.getlist("Set-Cookie"))
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert cookie.startswith("__Host-visit=")
        assert device.startswith("known-device=")
        for one in (cookie, device):
            assert "Secure" in one
            assert "HttpOnly" in one
            assert "Domain" not in one


class TestHosts:
    @pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "members.example"])
    def test_a_foreign_host_is_refused(self, client, host):
        answer = client.get("/accounts/sign-in", base_url=f"http://{host}")

        assert answer.status_code == 400
        assert host not in answer.text

    def test_a_host_said_by_a_proxy_nobody_vouched_for_is_ignored(self, client):
        lies = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}

        answer = client.get("/dashboard", headers=lies)

        assert "evil" not in answer.location

    def test_links_in_mail_never_come_from_a_request(self, app):
        with app.test_request_context(base_url="http://127.0.0.1:9"):
            link = absolute_url("accounts.reset_password", language="fr", token="a b")

        assert link == "http://localhost/fr/accounts/reset/a%20b"

    def test_links_in_mail_keep_the_path_the_app_lives_under(self, make_twin):
        with make_twin(BASE_URL="https://example.org/members").app_context():
            assert absolute_url("dashboard.index") == "https://example.org/members/dashboard"


class TestErrorPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
    def test_each_reads_well_in_each_language_and_tells_no_internals(self, make_twin, status, language):
        browser = make_twin(MAX_CONTENT_LENGTH=10).test_client()

        send = browser.post if status == 413 else browser.get
        answer = send(f"/{language}/break/{status}", **({"data": {"a": "b" * 99}} if status == 413 else {}))

        assert answer.status_code == status
        assert f'<html lang="{language}"' in answer.text
        assert "<h1>" in answer.text
        assert not INTERNALS.search(answer.text)

    def test_too_many_tries_says_when_to_come_back(self, make_twin):
        assert make_twin().test_client().get("/break/429").headers["Retry-After"] == "60"

    def test_a_broken_rule_is_said_in_its_own_words(self, make_twin):
        answer = make_twin().test_client().get("/break/rule")

        assert answer.status_code == 409
        assert "You cannot do that twice." in answer.text

    def test_a_missing_token_is_explained(self, app, client, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

        answer = client.post("/accounts/sign-in", data={})

        assert answer.status_code == 400
        assert "This page has grown old" in answer.text

    def test_without_the_database_people_are_told_to_come_back(self, make_twin):
        twin = make_twin()
        browser = sign_in(twin.test_client(), make_person())
        away = create_engine("postgresql+psycopg://nobody@/none?host=/nonexistent")
        db._app_engines[twin][None] = away

        for path in ("/dashboard", "/members", "/fr/accounts/settings"):
            answer = browser.get(path)
            assert answer.status_code == 503, path
            assert not INTERNALS.search(answer.text)

    def test_without_redis_people_are_told_to_come_back_and_public_pages_go_on(self, make_twin):
        twin = make_twin()
        browser = sign_in(twin.test_client(), make_person())
        twin.session_interface.client = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)

        signed_in, visitor = browser.get("/dashboard"), twin.test_client().get("/members")

        assert signed_in.status_code == 503
        assert not INTERNALS.search(signed_in.text)
        assert visitor.status_code == 200
        with pytest.raises(RedisAway):
            twin.session_interface.client.ping()


class TestSizes:
    def test_a_form_larger_than_allowed_is_refused(self, client):
        answer = client.post("/accounts/sign-in", data={"email": "a" * 2_000_000})

        assert answer.status_code == 413

    def test_a_form_with_too_many_parts_is_refused(self, client):
        parts = {f"field{number}": "a" for number in range(600)}

        answer = client.post("/accounts/sign-in", data=parts, content_type="multipart/form-data")

        assert answer.status_code == 413


def test_the_first_page_is_light(client):
    page = client.get("/").text
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))

    sizes = [len(fetch(client, path).data) for path in assets]

    assert len(assets) >= 2
    assert len(page.encode()) + sum(sizes) <= 100_000
