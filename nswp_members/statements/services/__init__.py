"""Changing statements."""

from nswp_members.statements.services.delivering import sync_statement
from nswp_members.statements.services.publishing import publish_translation

__all__ = ["publish_translation", "sync_statement"]
