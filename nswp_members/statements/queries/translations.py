"""Finding the revision of a version's text that counts."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.statements.models import StatementTranslation, StatementVersion


def latest_translation(version_id: UUID, locale: str) -> StatementTranslation | None:
    """Return the newest published revision in this very language."""
    return session.scalar(
        select(StatementTranslation)
        .where(StatementTranslation.version_id == version_id, StatementTranslation.locale == locale)
        .where(StatementTranslation.published_at.is_not(None))
        .order_by(StatementTranslation.revision.desc())
        .limit(1)
    )


def translation_in(version: StatementVersion, locale: str) -> StatementTranslation | None:
    """Return the newest published revision in this language, or in the authoritative one where there is none."""
    return latest_translation(version.id, locale) or latest_translation(version.id, version.authoritative_locale)


def translations_of(version_id: UUID) -> list[StatementTranslation]:
    """Return all revisions of a version by language, the newest of each first, drafts included."""
    statement = select(StatementTranslation).where(StatementTranslation.version_id == version_id)
    order = (StatementTranslation.locale, StatementTranslation.revision.desc())
    return list(session.scalars(statement.order_by(*order).limit(500)))
