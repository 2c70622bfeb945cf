"""What must not go live does not start."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from config import ROOT, Config, ConfigurationError, psycopg_url
from tests.addresses import address_of, redis_address

GOOD = {
    "APP_ENV": "production",
    "BASE_URL": "https://members.example.org",
    "SECRET_KEY": "s" * 40,
    "LOOKUP_KEY": "l" * 40,
    "FIELD_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
SETTINGS = {*GOOD, "QUICK_EXIT_URL", "FLASK_DEBUG", "DEMO_MODE"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_complete_production_configuration_is_accepted(environment: pytest.MonkeyPatch) -> None:
    Config().check()


def test_complaints_need_days_that_can_be_kept(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("COMPLAINT_KEEP_DAYS", "0")

    with pytest.raises(ConfigurationError, match="COMPLAINT"):
        Config().check()


@pytest.mark.parametrize("name", ["SECRET_KEY", "LOOKUP_KEY", "FIELD_KEYS", "DATABASE_URL", "REDIS_URL", "BASE_URL"])
def test_a_missing_setting_stops_the_start_and_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)

    with pytest.raises(ConfigurationError, match=name):
        Config().check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "change-me"),
        ("LOOKUP_KEY", "short"),
        ("FLASK_DEBUG", "1"),
        ("DEMO_MODE", "1"),
        ("BASE_URL", "http://members.example.org"),
        ("APP_ENV", "staging"),
        ("QUICK_EXIT_URL", "javascript:1"),
        ("QUICK_EXIT_URL", "http://example.org"),
    ],
)
def test_an_unsafe_setting_stops_production(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(name, value)

    with pytest.raises(ConfigurationError, match=name):
        Config().check()


def test_the_environment_is_production_unless_it_says_otherwise(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("APP_ENV")

    assert Config().APP_ENV == "production"


def test_cookies_are_safe_in_production(environment: pytest.MonkeyPatch) -> None:
    config = Config()

    assert config.SESSION_COOKIE_SECURE
    assert config.SESSION_COOKIE_HTTPONLY
    assert config.SESSION_COOKIE_SAMESITE == "Lax"
    assert config.SESSION_COOKIE_NAME.startswith("__Host-")
    assert timedelta(minutes=30) >= config.STAFF_IDLE


def test_an_unreachable_database_stops_the_start_with_one_sentence() -> None:
    answer = start({**GOOD, "APP_ENV": "production"})

    assert answer.returncode == 1
    assert answer.stderr.strip().splitlines()[-1] == (
        "NSWP Members does not start: The database of DATABASE_URL cannot be reached: is it running?"
    )


def test_a_default_secret_stops_the_start_with_one_sentence() -> None:
    answer = start({**GOOD, "SECRET_KEY": "change-me"})

    assert answer.returncode == 1
    assert answer.stderr.strip().startswith("NSWP Members does not start: SECRET_KEY")


def test_production_starts_on_a_real_database(process_name: str) -> None:
    servers = {"DATABASE_URL": address_of("postgres"), "REDIS_URL": redis_address(process_name)}

    assert start({**GOOD, **servers}).returncode == 0


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_database_addresses_name_the_driver(prefix: str) -> None:
    assert psycopg_url(f"{prefix}host/name") == "postgresql+psycopg://host/name"


def start(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Import the entry point in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env={**kept, **settings}, capture_output=True, text=True
    )
