"""The files of a version, in each language and format one that counts."""

from uuid import UUID, uuid4

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.documents import accepted
from nswp_members.statements import queries
from nswp_members.statements.errors import NotADraft, TooManyFiles
from nswp_members.statements.models import Format, StatementFile, StatementVersion
from nswp_members.statements.services.holding import hold

MOST_FILES = 100


def add_file(
    version: StatementVersion, file: bytes, *, locale: str, file_format: Format, by: UUID | None
) -> StatementFile:
    """Keep a file; one that it replaces goes, but of a public version it stays with the day of its replacement.

    Raises `TooManyFiles` and what `documents.accepted` raises.
    """
    safe = accepted(file)
    version = hold(version)
    if queries.number_of_files(version.id) >= MOST_FILES:
        raise TooManyFiles
    former = queries.present_file(version.id, locale, file_format)
    if former and version.is_public:
        former.replaced_at = now()
    elif former:
        session.delete(former)
    session.flush()
    added = StatementFile(
        id=uuid4(),
        version=version,
        locale=locale,
        format=file_format,
        extension=safe.extension,
        added_at=now(),
        added_by=by,
    )
    added.content, added.size = safe.data, len(safe.data)
    session.add(added)
    session.flush()
    _note("statements.added_file", version, added, by=by)
    return added


def remove_file(version: StatementVersion, file: StatementFile, *, by: UUID | None) -> None:
    """Delete a file of a version that is not public; raises `NotADraft`."""
    if hold(version).is_public:
        raise NotADraft
    session.delete(file)
    _note("statements.removed_file", version, file, by=by)


def _note(action: str, version: StatementVersion, file: StatementFile, *, by: UUID | None) -> None:
    details = {"file": str(file.id), "locale": file.locale, "format": file.format}
    audit.record(action, "statement_version", version.id, by=by, details=details)
