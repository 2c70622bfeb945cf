"""Taking a version for oneself while changing it: whoever changes it or its words comes one after the other."""

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.statements.errors import NotADraft
from nswp_members.statements.models import StatementVersion, VersionState


def hold(version: StatementVersion) -> StatementVersion:
    """Return the version as it is now, with a lock until the end of the transaction."""
    statement = select(StatementVersion).where(StatementVersion.id == version.id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def hold_draft(version: StatementVersion) -> StatementVersion:
    """Return a locked version that is a draft; raises `NotADraft`."""
    held = hold(version)
    if held.state != VersionState.DRAFT:
        raise NotADraft
    return held
