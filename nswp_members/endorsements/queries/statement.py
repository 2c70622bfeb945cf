"""Reading the Consensus Statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from nswp_members.core.db import session
from nswp_members.endorsements.models import StatementItem, StatementVersion

FALLBACK = "en"


class InOneLanguage(Protocol):
    """Words in one language."""

    locale: str


T = TypeVar("T", bound=InOneLanguage)


@dataclass(frozen=True)
class Article:
    """A core value or a right in one language."""

    position: int
    title: str
    content: str


@dataclass(frozen=True)
class Reading:
    """A version as it is read in one language; ``locale`` differs from the one asked for if that is missing."""

    version: StatementVersion
    locale: str
    title: str
    introduction: str
    values: list[Article]
    rights: list[Article]


def current_version() -> StatementVersion | None:
    """Return the version that organisations are asked to endorse."""
    return session.scalar(select(StatementVersion).where(StatementVersion.is_current))


def version_by_label(label: str) -> StatementVersion | None:
    """Return the version with this label."""
    return session.scalar(select(StatementVersion).where(StatementVersion.label == label))


def versions() -> list[StatementVersion]:
    """Return all versions, newest first."""
    statement = select(StatementVersion).order_by(StatementVersion.published_on.desc(), StatementVersion.label.desc())
    return list(session.scalars(statement.limit(50)))


def reading(version: StatementVersion, locale: str) -> Reading:
    """Return the words of a version in this language, or in English where they are missing."""
    words = _in(version.texts, locale)
    items = session.scalars(
        select(StatementItem)
        .where(StatementItem.version_id == version.id)
        .options(selectinload(StatementItem.texts))
        .order_by(StatementItem.position)
    ).all()
    return Reading(
        version=version,
        locale=words.locale if words else locale,
        title=words.title if words else version.label,
        introduction=words.introduction if words else "",
        values=[_article(item, locale) for item in items if item.kind == "core-value"],
        rights=[_article(item, locale) for item in items if item.kind == "right"],
    )


def _article(item: StatementItem, locale: str) -> Article:
    words = _in(item.texts, locale)
    return Article(item.position, words.title if words else "", words.content if words else "")


def _in(texts: Iterable[T], locale: str) -> T | None:
    by_locale = {one.locale: one for one in texts}
    return by_locale.get(locale) or by_locale.get(FALLBACK)
