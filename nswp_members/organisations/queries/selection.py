"""Whole selections instead of pages: the organisations that a filter finds, and those that a saved search means now."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.queries.directory import directory_page
from nswp_members.organisations.queries.facets import permitted
from nswp_members.organisations.queries.saved import saved_filter, saved_search
from nswp_members.organisations.queries.wanted import DirectoryFilter
from nswp_members.organisations.visibility import ALL_SEEING, closed, named_to

MOST_IN_AN_AUDIENCE = 5000
OF_STAFF_LISTS = (*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE, Role.NETWORK_VERIFIER)


def matching_ids(
    viewer: Viewer, wanted: DirectoryFilter, *, most: int, sort: str = "", language: str = "en"
) -> list[UUID]:
    """Return the first ``most`` organisations that match, in the order of the list."""
    for_staff = viewer.acts_as(*ALL_SEEING)
    page = directory_page(viewer, wanted, size=most, sort=sort, language=language, for_staff=for_staff)
    return [row.id for row in page.rows]


def named_rows(viewer: Viewer, ids: Iterable[UUID]) -> list[Organisation]:
    """Return those of these organisations that the viewer may know by name, in the order of names."""
    statement = select(Organisation).where(Organisation.id.in_(set(ids)), named_to(viewer))
    return list(session.scalars(statement.order_by(Organisation.sort_key, Organisation.id)))


def saved_audience(viewer: Viewer, search_id: UUID, *, most: int = MOST_IN_AN_AUDIENCE) -> list[UUID]:
    """Return whom the viewer could write to by a search of their own, decided anew each time it is asked.

    Only organisations that the viewer may know by name now, in the order of the list; never those that hide or have
    left. A search of somebody else, one that is gone, and a staff list without the rights for one mean nobody; so does
    a search by something that the viewer may not ask any more, because without it the audience would be wider.
    """
    saved = saved_search(viewer.person_id, search_id) if viewer.person_id else None
    if saved is None or (saved.for_staff and not viewer.acts_as(*OF_STAFF_LISTS)):
        return []
    ids = found_by(viewer, saved_filter(saved), most=most)
    open_ids = set(session.scalars(select(Organisation.id).where(Organisation.id.in_(ids), ~closed())))
    return [key for key in ids if key in open_ids]


def found_by(viewer: Viewer, asked: DirectoryFilter, *, most: int = MOST_IN_AN_AUDIENCE) -> list[UUID]:
    """Return the organisations that a filter finds and the viewer may know by name, in the order of the list.

    Those that hide or have left are among them for those who may know of them. A filter by something that the viewer
    may not ask finds nobody.
    """
    wanted = permitted(viewer, asked)
    if wanted != asked:
        return []
    return [row.id for row in directory_page(viewer, wanted, size=most).rows if row.named]
