"""Reading an organisation as somebody imagined would find it in lists."""

from sqlalchemy import select

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.queries.directory import DirectoryRow
from nswp_members.organisations.visibility import row_columns, visible_to


def row_for(viewer: Viewer, organisation: Organisation) -> DirectoryRow | None:
    """Return an organisation's line in lists as this viewer gets it, None if they may not know of it."""
    statement = select(*row_columns(viewer)).where(Organisation.id == organisation.id, visible_to(viewer))
    row = session.execute(statement).mappings().first()
    return DirectoryRow(**row) if row else None
