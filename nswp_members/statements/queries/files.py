"""Finding the files of a version."""

from uuid import UUID

from sqlalchemy import func, select

from nswp_members.core.db import session
from nswp_members.statements.models import StatementFile


def files_of(version_id: UUID) -> list[StatementFile]:
    """Return the files of a version by language and format, each before those that it replaced."""
    statement = select(StatementFile).where(StatementFile.version_id == version_id)
    order = (StatementFile.locale, StatementFile.format, StatementFile.replaced_at.desc().nulls_first())
    return list(session.scalars(statement.order_by(*order)))


def file_of(version_id: UUID, file_id: UUID) -> StatementFile | None:
    """Return a file of this version."""
    statement = select(StatementFile).where(StatementFile.version_id == version_id)
    return session.scalar(statement.where(StatementFile.id == file_id))


def present_file(version_id: UUID, locale: str, file_format: str) -> StatementFile | None:
    """Return the file that counts for a language and a format."""
    statement = select(StatementFile).where(StatementFile.version_id == version_id, StatementFile.locale == locale)
    return session.scalar(statement.where(StatementFile.format == file_format, StatementFile.replaced_at.is_(None)))


def number_of_files(version_id: UUID) -> int:
    """Return how many files a version has, earlier ones included."""
    statement = select(func.count()).select_from(StatementFile).where(StatementFile.version_id == version_id)
    return session.scalar(statement) or 0
