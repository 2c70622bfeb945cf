"""Keeping searches under a name."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from nswp_members.core.db import now, session
from nswp_members.organisations.errors import TooManySearches
from nswp_members.organisations.models import SavedSearch

MAX_SEARCHES = 50


def save_search(person_id: UUID | None, name: str, query: Mapping[str, list[str]], *, for_staff: bool) -> SavedSearch:
    """Keep a search for a person; raises `TooManySearches`."""
    count = select(func.count()).where(SavedSearch.person_id == person_id)
    if (session.scalar(count) or 0) >= MAX_SEARCHES:
        raise TooManySearches
    saved = SavedSearch(person_id=person_id, name=name, query=dict(query), for_staff=for_staff, created_at=now())
    session.add(saved)
    return saved


def rename_search(saved: SavedSearch, name: str) -> None:
    """Give a saved search another name."""
    saved.name = name


def remove_search(saved: SavedSearch) -> None:
    """Forget a saved search."""
    session.delete(saved)
