"""The texts by which organisations are found, and searches that people keep."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from nswp_members.core.db import Encrypted, Model, PrimaryKey, Timestamp


class Words(TypeDecorator[Any]):
    """A list of words (letters, signs and digits only) as a text search vector."""

    impl = TSVECTOR
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the words as PostgreSQL reads them."""
        return None if value is None else " ".join(f"'{word}'" for word in value)


class SearchedField(StrEnum):
    """What a search text was made from; who may not see the field does not find by it."""

    NAME = "name"
    ACRONYM = "acronym"
    TRANSLITERATION = "transliteration"
    FORMER_NAMES = "former_names"
    ALIAS = "alias"


class SearchText(Model):
    """One field by which an organisation is found: ``content`` holds the folded names, one on each line.

    One row for each field, because each is found only by those who may see it; the alias above all must not
    be tied to the name. ``words`` are those of `core.words.kept_words`. Names seldom change, so the indexes are kept in
    order at once (``fastupdate`` off) and searches never have to read a list of what is pending.
    """

    __tablename__ = "organisation_search"
    __table_args__ = (
        Index(
            "ix_organisation_search_trigrams",
            "content",
            postgresql_using="gin",
            postgresql_ops={"content": "gin_trgm_ops"},
            postgresql_with={"fastupdate": False},
        ),
        Index(
            "ix_organisation_search_words",
            "words",
            postgresql_using="gin",
            postgresql_with={"fastupdate": False},
        ),
        CheckConstraint("field IN ('name', 'acronym', 'transliteration', 'former_names', 'alias')", name="field"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    words: Mapped[Any] = mapped_column(Words, deferred=True)


class SavedSearch(Model):
    """A search that a person keeps under a name; what it finds is decided anew whenever it is opened.

    ``query`` maps the names of parameters to lists of texts, as they stand in an address.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Encrypted("saved_searches.name"))
    query: Mapped[dict[str, list[str]]] = mapped_column(Encrypted("saved_searches.query"))
    for_staff: Mapped[bool]
    created_at: Mapped[Timestamp]
