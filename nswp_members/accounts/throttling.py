"""Slowing down guesses without letting a stranger lock somebody out (security notes, control C13).

Every try to sign in is counted before the password is looked at, so that many at once gain nothing.
A browser that signed in to the account before carries a known-device cookie and has a budget of its own, which
nobody else can use up. Any other browser shares the budget of (account, coarse source) and of its source.
There is no limit for an account alone: while many networks guess at one account, each of them gets fewer tries,
but a network that has not guessed yet always has some. A success clears the budget of its (account, source).
Keys are keyed hashes of address and network prefix and live at most a day.
"""

import hashlib
import hmac
import ipaddress
import secrets
from typing import Any
from uuid import UUID

from flask import Flask, current_app, request
from flask.wrappers import Response
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from nswp_members.core.crypto import keyring
from nswp_members.core.db import today

PER_KNOWN_DEVICE = parse("10 per 15 minutes")
PER_ACCOUNT_AND_SOURCE = parse("8 per 15 minutes")
PER_ACCOUNT_AND_SOURCE_UNDER_ATTACK = parse("3 per 15 minutes")
PER_SOURCE = parse("150 per 15 minutes")
UNDER_ATTACK = parse("40 per hour")
REQUESTS_PER_SOURCE = parse("20 per hour")
ACTS_PER_PERSON = parse("20 per hour")
REQUESTS_OF_ALL = parse("2000 per hour")
RETRY_AFTER_SECONDS = 900
KNOWN_DEVICE = "known-device"
KNOWN_DEVICE_SECONDS = 180 * 24 * 3600


def init_app(app: Flask) -> None:
    """Keep the counts in Redis, and in this process's memory while Redis is away."""
    redis: Any = RedisStorage
    url = app.config["REDIS_URL"]
    storages = (redis(url, socket_timeout=2, socket_connect_timeout=1), MemoryStorage())
    app.extensions["throttle_storages"] = storages


def sign_in_allowed(email: str) -> bool:
    """Count a try to sign in to this account from here; whether it may go on."""
    account = _account(email)
    if device := _known_device(account):
        return _hit(PER_KNOWN_DEVICE, "device", account, device)
    quiet = _hit(UNDER_ATTACK, "tries", account)
    narrow = _test_count(PER_ACCOUNT_AND_SOURCE_UNDER_ATTACK, *_pair(account))
    return (
        _hit(PER_SOURCE, "sign-in", _source()) and (quiet or narrow) and _hit(PER_ACCOUNT_AND_SOURCE, *_pair(account))
    )


def note_sign_in(email: str) -> None:
    """Give back the tries that a successful sign-in used up."""
    account = _account(email)
    _clear(PER_ACCOUNT_AND_SOURCE, *_pair(account))
    if device := _known_device(account):
        _clear(PER_KNOWN_DEVICE, "device", account, device)


def request_allowed(purpose: str) -> bool:
    """Count a request of a kind that costs us something (a mail, a hash); whether it may go on."""
    return _hit(REQUESTS_PER_SOURCE, purpose, _source())


def anybody_allowed(purpose: str) -> bool:
    """Count a request of a kind that a flood from everywhere could make costly; whether it may go on."""
    return _hit(REQUESTS_OF_ALL, "everybody", purpose)


def act_allowed(purpose: str, person_id: UUID) -> bool:
    """Count an act by which a person has us write to somebody; whether they may go on, from wherever they come."""
    return _hit(ACTS_PER_PERSON, purpose, _digest(f"person\0{person_id}"))


def remember_device(response: Response, email: str) -> None:
    """Mark this browser as one that has signed in to this account."""
    account = _account(email)
    response.set_cookie(
        KNOWN_DEVICE,
        keyring.sign(KNOWN_DEVICE, account, _known_device(account) or secrets.token_hex(16)),
        max_age=KNOWN_DEVICE_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def forget_device(response: Response) -> None:
    """Have this browser forget to which account it has signed in."""
    response.delete_cookie(
        KNOWN_DEVICE, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )


def _known_device(account: str) -> str | None:
    """Return this browser's own number if it has signed in to the account before."""
    parts = keyring.unsign(KNOWN_DEVICE, request.cookies.get(KNOWN_DEVICE, ""))
    return parts[1] if parts and len(parts) == 2 and parts[0] == account else None


def _pair(account: str) -> tuple[str, ...]:
    return ("pair", account, _source())


def _account(email: str) -> str:
    """Return the keyed hash of an address; the same for months, since the device cookie holds it."""
    return _digest(f"account\0{email.strip().casefold()}")


def _source() -> str:
    """Return the keyed hash of the network the request came from (IPv4 /24, IPv6 /48), new each day."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return _digest("source\0unknown")
    bits = 24 if address.version == 4 else 48
    network = ipaddress.ip_network((address, bits), strict=False)
    return _digest(f"source\0{today().isoformat()}\0{network}")


def _digest(text: str) -> str:
    key = str(current_app.config["LOOKUP_KEY"]).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _storages() -> tuple[Storage, ...]:
    storages: tuple[Storage, ...] = current_app.extensions["throttle_storages"]
    return storages


def _hit(limit: RateLimitItem, *keys: str) -> bool:
    """Count one; whether the limit still allows it."""
    for storage in _storages():
        try:
            return MovingWindowRateLimiter(storage).hit(limit, *keys)
        except RedisError:
            continue
    return False


def _test_count(narrow: RateLimitItem, *keys: str) -> bool:
    """Whether fewer than the narrow limit's amount have been counted under the wide limit of these keys."""
    wide = PER_ACCOUNT_AND_SOURCE
    for storage in _storages():
        try:
            left = MovingWindowRateLimiter(storage).get_window_stats(wide, *keys).remaining
        except RedisError:
            continue
        return wide.amount - left < narrow.amount
    return False


def _clear(limit: RateLimitItem, *keys: str) -> None:
    for storage in _storages():
        try:
            MovingWindowRateLimiter(storage).clear(limit, *keys)
        except RedisError:
            continue
        return
