"""Sealing a translation: from then on it never changes."""

from nswp_members.core.db import now, session
from nswp_members.statements import queries
from nswp_members.statements.canonical import sha256
from nswp_members.statements.models import StatementTranslation


def publish_translation(translation: StatementTranslation) -> None:
    """Seal a translation with the sum of its words; the database refuses every change from then on."""
    session.flush()
    translation.sha256 = sha256(queries.form_of(translation))
    translation.published_at = now()
    session.flush()
