"""The canonical form of a translation, and whether the sum that was published is still that of its words."""

from sqlalchemy import select

from nswp_members.core.db import session
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


def is_intact(translation: StatementTranslation) -> bool:
    """Whether a published translation has the sum that was taken when it was published."""
    return translation.sha256 == sha256(form_of(translation))


def published_translations() -> list[StatementTranslation]:
    """Return every revision that is published, oldest first."""
    statement = select(StatementTranslation).where(StatementTranslation.published_at.is_not(None))
    return list(session.scalars(statement.order_by(StatementTranslation.published_at, StatementTranslation.locale)))
