"""What makes two rows, or a row and a stored organisation, the same organisation."""

from typing import TypeAlias

from nswp_members.core.text import fold

IdentityKey: TypeAlias = tuple[str, str]


def identity_key(country_code: str, name: str) -> IdentityKey:
    """Return the alpha-2 code and the folded name: equal for the same organisation however it is spelt."""
    return country_code.upper(), fold(name)
