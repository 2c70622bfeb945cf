"""What those see who write: versions in every state, and how far each language is."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, select

from nswp_members.core.db import session
from nswp_members.statements.models import (
    CONSENSUS_STATEMENT,
    StatementBlock,
    StatementDocument,
    StatementTranslation,
    StatementVersion,
)
from nswp_members.statements.queries.sums import is_intact
from nswp_members.statements.queries.translations import gaps, translations_of

MAX_VERSIONS = 200


@dataclass(frozen=True)
class Progress:
    """How far a language is: what is published and what is being worked on, with the keys that lack words there."""

    locale: str
    published: list[StatementTranslation]
    open: StatementTranslation | None
    missing: list[str]

    @property
    def size(self) -> int:
        """The number of paragraphs that are being worked on."""
        return len(self.open.blocks) if self.open else 0

    @property
    def is_intact(self) -> bool:
        """Whether every published revision has the sum that was published."""
        return all(is_intact(one) for one in self.published)


def all_versions() -> list[StatementVersion]:
    """Return the versions of the Consensus Statement in every state: those being worked on, then the newest first."""
    statement = (
        select(StatementVersion)
        .join(StatementVersion.document)
        .where(StatementDocument.slug == CONSENSUS_STATEMENT)
        .order_by(
            case((StatementVersion.frozen_at.is_(None), 0), else_=1),
            StatementVersion.published_on.desc(),
            StatementVersion.label.desc(),
        )
    )
    return list(session.scalars(statement.limit(MAX_VERSIONS)))


def progress(version: StatementVersion) -> list[Progress]:
    """Return how far each language of a version is, the authoritative one first."""
    found: dict[str, list[StatementTranslation]] = {}
    for one in translations_of(version.id):
        found.setdefault(one.locale, []).append(one)
    rows = [_progress(locale, revisions) for locale, revisions in found.items()]
    return sorted(rows, key=lambda row: (row.locale != version.authoritative_locale, row.locale))


def highest_number(document_id: UUID, kind: str) -> int:
    """Return the highest number in the keys of this kind that any version of the document ever used."""
    statement = (
        select(StatementBlock.key)
        .join(StatementTranslation, StatementTranslation.id == StatementBlock.translation_id)
        .join(StatementVersion, StatementVersion.id == StatementTranslation.version_id)
        .where(StatementVersion.document_id == document_id, StatementBlock.key.startswith(f"{kind}-"))
        .distinct()
    )
    numbers = [key.rpartition("-")[2] for key in session.scalars(statement)]
    return max((int(one) for one in numbers if one.isdecimal()), default=0)


def _progress(locale: str, revisions: list[StatementTranslation]) -> Progress:
    is_open = next((one for one in revisions if one.published_at is None), None)
    published = [one for one in revisions if one.published_at is not None]
    return Progress(locale, published, is_open, gaps(is_open) if is_open else [])
