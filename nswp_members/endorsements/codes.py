"""Codes of certificates: hard to guess, easy to read out and to type."""

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 5


def new_code() -> str:
    """Return a code of 25 signs in groups, some 122 bits; without signs that are mistaken for each other."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS)]
    return "-".join(groups)


def code_hash(code: str) -> bytes:
    """Return the hash under which a code is kept, whatever hyphens, spaces and cases it was typed with."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).digest()
