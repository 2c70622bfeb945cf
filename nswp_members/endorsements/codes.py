"""Codes of certificates: hard to guess, easy to read out and to type."""

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 5


def new_code() -> str:
    """Return a code of 25 signs in groups, some 122 bits; without signs that are mistaken for each other."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS)]
    return "-".join(groups)


def plain(code: str) -> str:
    """Return the signs of a code, whatever hyphens, spaces, strokes and cases it was typed with."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def code_hash(code: str) -> bytes:
    """Return the hash under which a code is kept, however it was typed."""
    return hashlib.sha256(plain(code).encode()).digest()
