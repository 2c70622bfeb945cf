"""Changing statements."""

from nswp_members.statements.services.delivering import sync_statement
from nswp_members.statements.services.publishing import publish_translation
from nswp_members.statements.services.versions import (
    begin_version,
    change_details,
    freeze,
    open_consultation,
    return_to_draft,
)

__all__ = [
    "begin_version",
    "change_details",
    "freeze",
    "open_consultation",
    "publish_translation",
    "return_to_draft",
    "sync_statement",
]
