"""Finding the revision of a version's text that counts, and what a text still lacks."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.statements.models import BlockKind, StatementBlock, StatementTranslation, StatementVersion

MOST = 500
HEAD = "head"


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


def revision(version_id: UUID, locale: str, number: int) -> StatementTranslation | None:
    """Return one published revision."""
    return session.scalar(
        select(StatementTranslation)
        .where(StatementTranslation.version_id == version_id, StatementTranslation.locale == locale)
        .where(StatementTranslation.revision == number, StatementTranslation.published_at.is_not(None))
    )


def translations_of(version_id: UUID) -> list[StatementTranslation]:
    """Return all revisions of a version by language, the newest of each first, drafts included."""
    statement = select(StatementTranslation).where(StatementTranslation.version_id == version_id)
    order = (StatementTranslation.locale, StatementTranslation.revision.desc())
    return list(session.scalars(statement.order_by(*order).limit(MOST)))


def newest_translations(version_id: UUID) -> list[StatementTranslation]:
    """Return the newest revision of each language, published before open."""
    found: dict[str, StatementTranslation] = {}
    for one in translations_of(version_id):
        known = found.get(one.locale)
        if known is None or (known.published_at is None and one.published_at is not None):
            found[one.locale] = one
    return list(found.values())


def open_translations(version_id: UUID) -> list[StatementTranslation]:
    """Return what is being worked on, a row for a language at most, as the database has it now."""
    statement = select(StatementTranslation).where(
        StatementTranslation.version_id == version_id, StatementTranslation.published_at.is_(None)
    )
    return list(
        session.scalars(statement.order_by(StatementTranslation.locale).execution_options(populate_existing=True))
    )


def open_translation(version_id: UUID, locale: str) -> StatementTranslation | None:
    """Return what is being worked on in this language."""
    return next((one for one in open_translations(version_id) if one.locale == locale), None)


def gaps(translation: StatementTranslation) -> list[str]:
    """Return the keys of paragraphs without words, `HEAD` for a missing title or a text without paragraphs.

    Explanatory paragraphs may do without a heading.
    """
    missing = [] if translation.title.strip() and translation.blocks else [HEAD]
    return missing + [one.key for one in translation.blocks if not _has_words(one)]


def _has_words(block: StatementBlock) -> bool:
    return bool(block.content.strip()) and (block.kind == BlockKind.TEXT or bool(block.title.strip()))
