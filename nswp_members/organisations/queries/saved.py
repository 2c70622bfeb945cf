"""Searches that people keep."""

from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import SavedSearch
from nswp_members.organisations.queries.wanted import DirectoryFilter, filter_of


def saved_searches(person_id: UUID | None) -> list[SavedSearch]:
    """Return a person's saved searches in the order of names."""
    rows = session.scalars(select(SavedSearch).where(SavedSearch.person_id == person_id))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.created_at))


def saved_search(person_id: UUID | None, search_id: UUID) -> SavedSearch | None:
    """Return a saved search if it is this person's."""
    row = session.get(SavedSearch, search_id)
    return row if row and row.person_id == person_id else None


def saved_filter(saved: SavedSearch) -> DirectoryFilter:
    """Return what a saved search looks for; whoever uses it gives the viewer whose rights decide what is found."""
    return filter_of(saved.query, for_staff=saved.for_staff)
