"""The environment of all processes of `make run`: what the person set, what is kept, what is assumed."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

Environment = dict[str, str]


def read(root: Path) -> Environment:
    """Return the variables of `.env`, overridden by those of the process."""
    from_file = {name: value for name, value in dotenv_values(root / ".env").items() if value is not None}
    return from_file | dict(os.environ)


def with_defaults(environment: Mapping[str, str]) -> Environment:
    """Return the environment with what a demonstration on this machine assumes."""
    port = environment.get("PORT", "8000")
    defaults = {
        "HOST": "127.0.0.1",
        "PORT": port,
        "APP_ENV": "development",
        "DEMO_MODE": "1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return defaults | dict(environment)


def with_secrets(environment: Mapping[str, str], path: Path) -> Environment:
    """Return the environment with the secrets kept in `path`, which is written the first time."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in _new_secrets().items())
        draft.rename(path)
    kept = {name: value for name, value in dotenv_values(path).items() if value is not None}
    return kept | dict(environment)


def _new_secrets() -> Environment:
    fernet_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "FIELD_KEYS": fernet_key,
        "LOOKUP_KEY": secrets.token_urlsafe(48),
    }
