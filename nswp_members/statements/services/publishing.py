"""Sealing a translation: from then on it never changes."""

from nswp_members.core.db import now, session
from nswp_members.statements.canonical import Paragraph, canonical_form, sha256
from nswp_members.statements.models import StatementTranslation


def form_of(translation: StatementTranslation) -> bytes:
    """Return the canonical form of a translation."""
    return canonical_form(
        document=translation.version.document.slug,
        label=translation.version.label,
        locale=translation.locale,
        revision=translation.revision,
        title=translation.title,
        introduction=translation.introduction,
        paragraphs=[Paragraph(one.key, one.kind, one.title, one.content) for one in translation.blocks],
    )


def publish_translation(translation: StatementTranslation) -> None:
    """Seal a translation with the sum of its words; the database refuses every change from then on."""
    session.flush()
    translation.sha256 = sha256(form_of(translation))
    translation.published_at = now()
    session.flush()
