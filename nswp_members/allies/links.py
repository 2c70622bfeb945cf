"""The secret in the links by which allies come back without an account."""

from uuid import UUID

from nswp_members.notices import queries as notices
from nswp_members.notices.kinds import ALLY


def token_of(ally_id: UUID) -> str:
    """Return the token that names an ally's entry, the same as in letters to them."""
    return notices.signed_token(ALLY, ally_id)


def ally_id_of(token: str) -> UUID | None:
    """Return the id that a token names; None for a token that we did not make."""
    return notices.signed_key(ALLY, token)
