"""Hashing passwords with Argon2id and telling strong ones from weak ones."""

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

from nswp_members.accounts.errors import WeakPassword

MIN_LENGTH = 12
MAX_LENGTH = 128
MIN_SCORE = 3
MIN_OF_ONE_S_OWN = 6
SHORTEST_WORD = 4
CONTEXT_WORDS = ["nswp", "members", "redumbrella", "consensus", "statement", "sexwork"]

# OWASP's second Argon2id profile (19 MiB, 2 passes), for small servers.
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
DUMMY_HASH = hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the Argon2id hash to store."""
    return hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the hash; takes as long when there is no hash."""
    try:
        return hasher.verify(stored or DUMMY_HASH, password[: MAX_LENGTH * 4]) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def require_strong(password: str, *, about: list[str]) -> None:
    """Raise `WeakPassword` for a short or guessable password; ``about`` are words about the person."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPassword
    known = [*CONTEXT_WORDS, *(word for text in about for word in (text, *re.split(r"[\s@._-]+", text)) if word)]
    if zxcvbn(password[:72], user_inputs=known)["score"] < MIN_SCORE:
        raise WeakPassword
    if len(_without(known, password)) < MIN_OF_ONE_S_OWN:
        raise WeakPassword


def _without(words: list[str], password: str) -> str:
    """Return what is left of a password without words that an attacker would try first."""
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            rest = rest.replace(word.casefold(), "")
    return rest
