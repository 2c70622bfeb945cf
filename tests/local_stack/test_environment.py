"""The environment of `make run`."""

import base64
from pathlib import Path

import pytest

from local_stack import environment


def test_secrets_are_made_once_and_only_for_their_owner(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.env"

    first = environment.with_secrets({}, path)
    second = environment.with_secrets({}, path)

    assert first == second
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(base64.urlsafe_b64decode(first["FIELD_KEYS"])) == 32
    assert len({*first.values()}) == 3


def test_a_secret_that_is_set_wins_over_the_one_kept(tmp_path: Path) -> None:
    found = environment.with_secrets({"SECRET_KEY": "mine"}, tmp_path / "secrets.env")

    assert found["SECRET_KEY"] == "mine"


def test_the_process_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("REDIS_URL=redis://file\nMAIL_SERVER=file\n")
    monkeypatch.setenv("REDIS_URL", "redis://process")
    monkeypatch.delenv("MAIL_SERVER", raising=False)

    found = environment.read(tmp_path)

    assert (found["REDIS_URL"], found["MAIL_SERVER"]) == ("redis://process", "file")


def test_the_address_follows_the_port() -> None:
    assert environment.with_defaults({"PORT": "8123"})["BASE_URL"] == "http://127.0.0.1:8123"
    assert environment.with_defaults({"BASE_URL": "https://x.example"})["BASE_URL"] == "https://x.example"
