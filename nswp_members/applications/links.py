"""The secret in the links by which applicants come back to their application without an account."""

from uuid import UUID

from nswp_members.applications.models import Application
from nswp_members.notices import queries as notices
from nswp_members.notices.kinds import APPLICATION


def token_of(application: Application) -> str:
    """Return the token of an application's link, the same as in letters that name ``link_id``."""
    return notices.signed_token(APPLICATION, UUID(application.nonce))


def link_params(application: Application) -> dict[str, str]:
    """Return the params of a notice whose link opens an application."""
    return {"link_id": application.nonce}


def nonce_of(token: str) -> str | None:
    """Return the nonce that a token names; None for a token that we did not make."""
    key = notices.signed_key(APPLICATION, token)
    return key.hex if key else None
