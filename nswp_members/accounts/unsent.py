"""What somebody sent when their sign-in had run out: kept encrypted for half an hour, and for nobody but them."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app, request, session
from werkzeug.datastructures import MultiDict

from nswp_members.core.crypto import keyring

CONTEXT = "accounts.unsent"
KEY = "unsent"
LIFETIME = timedelta(minutes=30)
MAX_BYTES = 64 * 1024
SECRET_NAMES = frozenset({"csrf_token", "repeat"})


@dataclass(frozen=True)
class Unsent:
    """A form that was not taken: whose it is, the page it belongs to, that page's address, and what was typed."""

    person_id: UUID
    path: str
    address: str
    fields: MultiDict[str, str]


def keep(person_id: UUID) -> str | None:
    """Keep the form of this request for this person; return the key to it, or None if there is nothing to keep.

    A button's own address, which shows no page, has no form to come back to. Files are not kept.
    """
    shows_page = bool(request.url_rule and request.url_rule.methods and "GET" in request.url_rule.methods)
    pairs = [pair for pair in request.form.items(multi=True) if not is_secret(pair[0])]
    if not shows_page or not pairs or len(json.dumps(pairs, ensure_ascii=False).encode()) > MAX_BYTES:
        return None
    key = secrets.token_urlsafe(32)
    address = request.script_root + request.full_path.rstrip("?")
    value = keyring.encrypt(CONTEXT, [person_id.hex, request.path, address, pairs])
    _store().set(_name(key), value, ex=LIFETIME)
    return key


def is_secret(name: str) -> bool:
    """Whether a field of this name is never kept: passwords and tokens."""
    last = name.rpartition("-")[2]
    return "password" in last or last in SECRET_NAMES


def waiting(person_id: UUID) -> Unsent | None:
    """Return the form that waits in this browser's session for this person, if there is one."""
    value = _store().get(_name(session[KEY])) if KEY in session else None
    if value is None:
        return None
    owner, path, address, pairs = keyring.decrypt(CONTEXT, value)
    found = Unsent(UUID(hex=owner), path, address, MultiDict([(name, text) for name, text in pairs]))
    return found if found.person_id == person_id else None


def drop() -> None:
    """Forget the form that waits in this browser's session."""
    if key := session.pop(KEY, None):
        _store().delete(_name(key))


def _name(key: str) -> str:
    return f"{KEY}:{key}"


def _store() -> Any:
    """Return the Redis that holds the sessions; it forgets by itself what is too old."""
    return current_app.config["SESSION_REDIS"]
