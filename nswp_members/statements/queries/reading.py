"""Reading a statement as people read it."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.statements import differences
from nswp_members.statements.models import (
    CONSENSUS_STATEMENT,
    BlockKind,
    StatementBlock,
    StatementDocument,
    StatementTranslation,
    StatementVersion,
    VersionState,
)
from nswp_members.statements.queries.translations import HEAD, translation_in

MAX_VERSIONS = 50
PUBLIC = (VersionState.FROZEN, VersionState.SUPERSEDED)


@dataclass(frozen=True)
class Article:
    """A core value, a right or an explanatory paragraph in one language."""

    key: str
    kind: str
    title: str
    content: str


@dataclass(frozen=True)
class Reading:
    """A version as it is read in one language; ``locale`` differs from the one asked for if that is missing."""

    version: StatementVersion
    translation: StatementTranslation | None
    locale: str
    title: str
    introduction: str
    articles: list[Article]

    @property
    def paragraphs(self) -> list[Article]:
        """All that there is to compare: title and introduction as one, then the articles."""
        return [Article(HEAD, HEAD, self.title, self.introduction), *self.articles]

    @property
    def groups(self) -> list[tuple[str, list[Article]]]:
        """The articles in their order, those of one kind that follow each other together."""
        return [(kind, list(found)) for kind, found in groupby(self.articles, key=lambda one: one.kind)]

    def of(self, kind: str) -> list[Article]:
        """Return the articles of one kind in their order."""
        return [one for one in self.articles if one.kind == kind]

    @property
    def values(self) -> list[Article]:
        """The core values."""
        return self.of(BlockKind.CORE_VALUE)

    @property
    def rights(self) -> list[Article]:
        """The rights."""
        return self.of(BlockKind.RIGHT)


def current_version() -> StatementVersion | None:
    """Return the version of the Consensus Statement that organisations are asked to endorse."""
    return session.scalar(
        select(StatementVersion)
        .join(StatementVersion.document)
        .where(StatementDocument.slug == CONSENSUS_STATEMENT, StatementVersion.state == VersionState.FROZEN)
    )


def version_by_id(version_id: UUID) -> StatementVersion | None:
    """Return the version with this id, in whatever state."""
    return session.get(StatementVersion, version_id)


def is_label_taken(document_id: UUID, label: str) -> bool:
    """Whether a version of the document has this label, in whatever state."""
    statement = select(StatementVersion.id).where(StatementVersion.document_id == document_id)
    return session.scalar(statement.where(StatementVersion.label == label)) is not None


def frozen_version(document_id: UUID) -> StatementVersion | None:
    """Return the current version of a document."""
    statement = select(StatementVersion).where(StatementVersion.document_id == document_id)
    return session.scalar(statement.where(StatementVersion.state == VersionState.FROZEN))


def version_by_label(label: str, *, document: str = CONSENSUS_STATEMENT) -> StatementVersion | None:
    """Return the published version with this label."""
    return session.scalar(
        select(StatementVersion)
        .join(StatementVersion.document)
        .where(StatementDocument.slug == document, StatementVersion.label == label)
        .where(StatementVersion.state.in_(PUBLIC))
    )


def versions(*, document: str = CONSENSUS_STATEMENT) -> list[StatementVersion]:
    """Return the published versions of a document, the last to be frozen first: dates of publication may be vague."""
    statement = (
        select(StatementVersion)
        .join(StatementVersion.document)
        .where(StatementDocument.slug == document, StatementVersion.state.in_(PUBLIC))
        .order_by(
            StatementVersion.frozen_at.desc(), StatementVersion.published_on.desc(), StatementVersion.label.desc()
        )
    )
    return list(session.scalars(statement.limit(MAX_VERSIONS)))


def reading(version: StatementVersion, locale: str) -> Reading:
    """Return the words of a version in this language, or in the authoritative one where they are missing."""
    translation = translation_in(version, locale)
    if translation is None:
        return Reading(version, None, locale, version.label, "", [])
    return reading_of(translation, version)


def reading_of(translation: StatementTranslation, version: StatementVersion) -> Reading:
    """Return the words of one revision."""
    return Reading(
        version=version,
        translation=translation,
        locale=translation.locale,
        title=translation.title,
        introduction=translation.introduction,
        articles=[_article(one) for one in translation.blocks],
    )


def changes_of(
    before: StatementTranslation, after: StatementTranslation, version: StatementVersion
) -> list[differences.Change]:
    """Return what differs between two revisions of a version, paragraph by paragraph."""
    old, new = reading_of(before, version), reading_of(after, version)
    return differences.between(old.paragraphs, new.paragraphs)


def _article(block: StatementBlock) -> Article:
    return Article(block.key, block.kind, block.title, block.content)
