"""How fast the directory answers with 200, 2,000 and 20,000 organisations, for the public and for a member.

Run it with ``.venv/bin/python -m benchmarks.directory_page [SIZE ...]``. It starts its own PostgreSQL, Valkey and web
server, asks for pages and searches from four clients, and prints requests per second, the median and the 95th
percentile, beside those of an empty page of the same app (`benchmarks/pages.py`), measured in turns with it: base
template, session, viewer and language, but none of the directory's queries.

Every page carries its filters. While nobody changes anything, a page is read once (`queries/kept.py`); so some pages
are asked for again with a transaction of somebody else before each request, after which nothing kept counts any more.
"""

import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import UUID, uuid4

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, text

from config import ROOT, TestConfig
from local_stack import postgres, valkey
from nswp_members.accounts import passwords
from nswp_members.accounts import services as accounts
from nswp_members.app import create_app
from nswp_members.core.db import db, now, session, transaction
from nswp_members.core.text import fold
from nswp_members.core.words import kept_words
from nswp_members.governance import services as governance
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Affiliation, Confidential, Organisation, SearchText
from nswp_members.regions import services as regions

SIZES = (200, 2_000, 20_000)
WARMING, ROUNDS, REQUESTS = 10, 6, 25
EMPTY = "/empty"
CLIENTS = 4
EMAIL = "measurer@example.org"
PASSWORD = "red-umbrella-demo"
COUNTRIES = ["KE", "IN", "FR", "PE", "CA", "KZ", "GH", "JP", "BR", "GY"]
REGIONS = ["africa", "asia-pacific", "europe", "latin-america", "north-america-caribbean"]
LANGUAGES = ["en", "fr", "es", "ru", "zh", "sw", "pt", "ar", "hi", "th"]
POPULATIONS = ["female", "male", "trans", "non-binary", "all-genders"]
KINDS = ["local", "national", "thematic"]
Measured = tuple[float, float, float]
NUMBERS = itertools.count(100)
NETWORKS: list[UUID] = []
WORDS = ["Acacia", "Baobab", "Colibrí", "Домино", "夜光", "Estrella", "Faro", "Gull", "Harbour", "Indigo"]


def fill(number: int) -> None:
    """Bring the database to this many listed organisations."""
    present = session.scalar(text("SELECT count(*) FROM organisations WHERE slug IS NOT NULL"))
    rows = [row(index) for index in range(present or 0, number)]
    with transaction():
        for start in range(0, len(rows), 2000):
            part = rows[start : start + 2000]
            session.execute(insert(Organisation), part)
            session.execute(insert(Confidential), [{"organisation_id": one["id"]} for one in part])
            session.execute(insert(SearchText), [search_text(one) for one in part])
            session.execute(insert(Affiliation), [link for one in part for link in links(one)])
    session.execute(text("ANALYZE"))
    session.commit()


def search_text(organisation: dict[str, Any]) -> dict[str, Any]:
    """Return the row by which an organisation is found."""
    name = organisation["name"]
    return {
        "organisation_id": organisation["id"],
        "field": "name",
        "content": organisation["identity"],
        "words": kept_words([name]),
    }


def links(organisation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return that every third organisation belongs to one of four networks."""
    index = int(organisation["slug"].removeprefix("organisation-"))
    if index < 4:
        NETWORKS.append(organisation["id"])
        return []
    network = NETWORKS[index % 4]
    return [{"id": uuid4(), "organisation_id": organisation["id"], "network_id": network}] if index % 3 == 0 else []


def row(index: int) -> dict[str, Any]:
    """Return the columns of one listed organisation."""
    name = f"{WORDS[index % 10]} {WORDS[index // 10 % 10]} Circle {index}"
    return {
        "id": uuid4(),
        "name": name,
        "identity": fold(name),
        "sort_key": fold(name),
        "country_code": COUNTRIES[index % 10],
        "region_code": REGIONS[index % 5],
        "kind": KINDS[index % 3],
        "listing": "listed",
        "slug": f"organisation-{index}",
        "languages": LANGUAGES[index % 7 : index % 7 + 1 + index % 3],
        "populations": POPULATIONS[index % 3 : 1 + index % 5],
        "priority_areas": sorted({1 + index % 7, 1 + index % 5, 1 + index % 3}),
        "links": [],
        "created_at": now(),
        "updated_at": now(),
    }


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[None]:
    """Run the web server as in production."""
    command = ["gunicorn", "benchmarks.pages:app", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    child = subprocess.Popen(
        [sys.executable, "-m", *command, "--worker-class", "gthread", "--no-control-socket", "--log-level", "error"],
        cwd=ROOT,
        env=environment,
    )
    try:
        wait_until_up(port)
        yield
    finally:
        child.terminate()
        child.wait()


def wait_until_up(port: int) -> None:
    """Return when pages are served."""
    for _ in range(300):
        try:
            if fetch(port, "/healthz") == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The web server did not come up.")


def fetch(port: int, path: str, cookie: str = "") -> int:
    """Ask for a page and return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def sign_in(port: int) -> str:
    """Sign the member in and return the cookie."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/accounts/sign-in"
    token = re.search('name="csrf_token"[^>]*value="([^"]+)"', browser.open(address).read().decode())
    assert token
    fields = {"csrf_token": token[1], "email": EMAIL, "password": PASSWORD}
    browser.open(address, urlencode(fields).encode())
    return "; ".join(f"{one.name}={one.value}" for one in jar)


def add_member() -> None:
    """Add a member organisation and a person who may act for it."""
    with transaction():
        organisation = organisations.create_organisation(name="Measured House", country_code="KE", by=None)
        person = accounts.ensure_person(email=EMAIL, name="Measurer", locale="en")
        person.password_hash = passwords.hash_password(PASSWORD)
        session.flush()
        organisations.grant_mandate(organisation.id, person.id, ["read"], by=None)


def change_something() -> None:
    """Commit a transaction with a number of its own, as whoever writes anything does."""
    with db.engine.begin() as connection:
        connection.execute(text("SELECT pg_current_xact_id()"))


def compare(port: int, path: str, cookie: str, before: Callable[[], None] | None = None) -> tuple[Measured, Measured]:
    """Return what the empty page and a path take, measured in turns: whatever else the machine does, it slows both."""
    for _ in range(WARMING):
        ask(port, path, cookie, before)
        ask(port, EMPTY, cookie)
    empty, page = Times(), Times()
    for _ in range(ROUNDS):
        empty.add(lambda: ask(port, EMPTY, cookie))
        page.add(lambda: ask(port, path, cookie, before))
    return empty.measured(), page.measured()


def ask(port: int, path: str, cookie: str, before: Callable[[], None] | None = None) -> float:
    """Ask for a page once and return the milliseconds it took."""
    if before:
        before()
    begin = time.perf_counter()
    assert fetch(port, path.replace("NUMBER", str(next(NUMBERS))), cookie) == 200, path
    return (time.perf_counter() - begin) * 1000


class Times:
    """How long requests took, in milliseconds, and how long all of them together, in seconds."""

    def __init__(self) -> None:
        self.each: list[float] = []
        self.whole = 0.0

    def add(self, request: Callable[[], float]) -> None:
        """Make one round of requests from several clients."""
        begin = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            self.each += pool.map(lambda _: request(), range(REQUESTS))
        self.whole += time.perf_counter() - begin

    def measured(self) -> Measured:
        """Return requests per second, median and 95th percentile."""
        high = statistics.quantiles(self.each, n=20)[18]
        return len(self.each) / self.whole, statistics.median(self.each), high


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.running(Path(folder) / "postgres") as server,
        valkey.running(Path(folder) / "valkey") as broker,
    ):
        server.create_database("benchmark")
        settings = TestConfig(SQLALCHEMY_DATABASE_URI=server.url("benchmark"), REDIS_URL=broker.url)
        environment = {
            **os.environ,
            "APP_ENV": "development",
            "BASE_URL": "http://127.0.0.1",
            "SECRET_KEY": settings.SECRET_KEY,
            "LOOKUP_KEY": settings.LOOKUP_KEY,
            "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
            "DATABASE_URL": settings.SQLALCHEMY_DATABASE_URI,
            "REDIS_URL": settings.REDIS_URL,
        }
        app = create_app(settings)
        with app.app_context():
            upgrade()
            with transaction():
                regions.sync()
                governance.sync()
                organisations.sync_categories()
            add_member()
        port = valkey.free_port()
        with served(environment, port):
            report(app, port)
        with app.app_context():
            db.engine.dispose()


PAGES = {
    "first page": "/members",
    "one region": "/members?region=europe",
    "three filters": "/members?region=europe&country=FR&country=KZ&area=2",
    "search, hit": f"/members?q={quote('colibri 9')}",
    "search, each time another": "/members?q=harbour+NUMBER",
    "search, whole name": f"/members?q={quote('Gull Harbour Circle 87')}",
    "search, one mistake": f"/members?q={quote('gull harbuor 87')}",
    "search, Chinese": f"/members?q={quote('夜光')}",
    "search, in every name": "/members?q=circle",
    "search, no hit": "/members?q=zzyzx",
    "suggestions": f"/members/suggest?q={quote('harb')}",
}


ANEW = ("first page", "search, hit", "search, Chinese", "search, in every name", "suggestions")


def in_app(app: Flask, action: Callable[[], None]) -> Callable[[], None]:
    """Return the action for a thread of its own."""

    def acting() -> None:
        with app.app_context():
            action()

    return acting


def report(app: Flask, port: int) -> None:
    """Print a line for each size, viewer and page."""
    cookies = {"public": "", "member": sign_in(port)}
    anew = {f"anew: {label}": PAGES[label] for label in ANEW}
    print(f"{'page':<46}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'empty p95':>11}{'ratio':>8}")
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        with app.app_context():
            fill(size)
        for viewer, cookie in cookies.items():
            for label, path in (PAGES | anew).items():
                before = in_app(app, change_something) if label in anew else None
                print_line(f"{viewer}, {size:,}, {label}", *compare(port, path, cookie, before))


def print_line(label: str, empty: Measured, measured: Measured) -> None:
    rate, median, high = measured
    print(f"{label:<46}{rate:>8.0f}{median:>9.1f}{high:>9.1f}{empty[2]:>11.1f}{high / empty[2]:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
