"""How fast the public directory answers with 200, 2,000 and 20,000 organisations.

Run it with ``.venv/bin/python -m benchmarks.directory_page``. It starts its own PostgreSQL, Valkey and web server,
asks for the first page, a deep page and a search from four clients, and prints requests per second, the median and
the 95th percentile, and each as a ratio to a page of the same app that asks the database nothing (``/healthz``).
"""

import http.client
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from flask_migrate import upgrade
from sqlalchemy import insert, text

from config import ROOT, TestConfig
from local_stack import postgres, valkey
from nswp_members.app import create_app
from nswp_members.core.db import db, now, session, transaction
from nswp_members.core.text import fold
from nswp_members.organisations.models import Confidential, Organisation, SearchText
from nswp_members.regions import services as regions

SIZES = (200, 2_000, 20_000)
REQUESTS = 400
CLIENTS = 4
COUNTRIES = ["KE", "IN", "FR", "PE", "CA", "KZ", "GH", "JP", "BR", "GY"]
REGIONS = ["africa", "asia-pacific", "europe", "latin-america", "north-america-caribbean"]
WORDS = ["Acacia", "Baobab", "Colibrí", "Домино", "夜光", "Estrella", "Faro", "Gull", "Harbour", "Indigo"]


def fill(number: int) -> None:
    """Bring the database to this many listed organisations."""
    present = session.scalar(text("SELECT count(*) FROM organisations"))
    rows = [row(index) for index in range(present or 0, number)]
    with transaction():
        for start in range(0, len(rows), 2000):
            part = rows[start : start + 2000]
            session.execute(insert(Organisation), part)
            session.execute(insert(Confidential), [{"organisation_id": one["id"]} for one in part])
            session.execute(
                insert(SearchText), [{"organisation_id": one["id"], "content": one["identity"]} for one in part]
            )
    session.execute(text("ANALYZE"))
    session.commit()


def row(index: int) -> dict[str, object]:
    """Return the columns of one listed organisation."""
    name = f"{WORDS[index % 10]} {WORDS[index // 10 % 10]} Circle {index}"
    return {
        "id": uuid4(),
        "name": name,
        "identity": fold(name),
        "sort_key": fold(name),
        "country_code": COUNTRIES[index % 10],
        "region_code": REGIONS[index % 5],
        "kind": "local",
        "listing": "listed",
        "slug": f"organisation-{index}",
        "languages": ["en"],
        "populations": [],
        "priority_areas": [1 + index % 7],
        "links": [],
        "created_at": now(),
        "updated_at": now(),
    }


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[None]:
    """Run the web server as in production."""
    command = ["gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
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


def fetch(port: int, path: str) -> int:
    """Ask for a page and return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def measure(port: int, path: str) -> tuple[float, float, float]:
    """Return requests per second, median and 95th percentile (milliseconds) of a path."""
    times: list[float] = []

    def one(_: int) -> None:
        begin = time.perf_counter()
        assert fetch(port, path) == 200, path
        times.append((time.perf_counter() - begin) * 1000)

    for index in range(20):
        one(index)
    times.clear()
    begin = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(one, range(REQUESTS)))
    rate = REQUESTS / (time.perf_counter() - begin)
    cuts = statistics.quantiles(times, n=20)
    return rate, statistics.median(times), cuts[18]


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
        port = valkey.free_port()
        with served(environment, port):
            report(app, port)
        with app.app_context():
            db.engine.dispose()


def report(app: object, port: int) -> None:
    """Print a line for each size and page."""
    empty = measure(port, "/healthz")
    print(f"{'page':<34}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p95 / empty':>13}")
    print(f"{'empty page':<34}{empty[0]:>8.0f}{empty[1]:>9.1f}{empty[2]:>9.1f}{1:>13.1f}")
    pages = {"first page": "/members", "search": f"/members?q={quote('colibri 9')}", "region": "/members?region=europe"}
    for size, (label, path) in itertools.product(SIZES, pages.items()):
        with app.app_context():  # type: ignore[attr-defined]
            fill(size)
        rate, median, high = measure(port, path)
        print(f"{f'{label}, {size:,}':<34}{rate:>8.0f}{median:>9.1f}{high:>9.1f}{high / empty[2]:>13.1f}")


if __name__ == "__main__":
    main()
