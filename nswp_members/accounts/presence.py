"""Asking somebody who is signed in once more for the password, before what a stolen session must not do (C12)."""

from datetime import timedelta

from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import passwords, throttling
from nswp_members.core.db import now

FRESH = timedelta(minutes=5)


def is_fresh() -> bool:
    """Whether the person signed in a moment ago, so that there is no need to ask."""
    return bool(now() - current_user.sign_in.created_at < FRESH)


def confirmed(password: str) -> bool:
    """Whether this is the person's password; counted like a try to sign in, answers 429 after too many."""
    person = current_user.person
    if not throttling.sign_in_allowed(person.email):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    return passwords.matches(password, person.password_hash)
