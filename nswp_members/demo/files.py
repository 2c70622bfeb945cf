"""Files that people of the demonstration have asked for, so that the pages about them show something."""

from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Capacity, Viewer
from nswp_members.core.db import now
from nswp_members.core.spreadsheets import Format
from nswp_members.exports import services as exports
from nswp_members.exports.services import Limits, Wish
from nswp_members.organisations import queries as organisations


def ask_for_files(*, staff: UUID, representative: UUID, member: UUID, limits: Limits) -> None:
    """Ask for a file for each: one to fetch, one that waits for a second person, one of a member."""
    at = now()
    office = accounts.role_capacities(staff, at)[0]
    region = accounts.role_capacities(representative, at)[0]
    own = organisations.mandate_capacities(member, at)[0]
    _ask(staff, office, {"country": ["KE", "ZA"]}, "Preparing the regional meeting", Format.XLSX, limits)
    _ask(representative, region, {"region": ["africa"]}, "Calling members before the assembly", Format.ODS, limits)
    _ask(member, own, {}, "Looking for partners for a campaign", Format.CSV, limits)


def _ask(
    person_id: UUID, capacity: Capacity, query: dict[str, list[str]], reason: str, file_format: Format, limits: Limits
) -> None:
    viewer = Viewer(person_id=person_id, capacity=capacity)
    wish = Wish(
        query=query,
        for_staff=False,
        format=file_format.value,
        locale="en",
        with_protected=file_format is Format.ODS,
        reason=reason,
    )
    rows = organisations.facets(viewer, organisations.filter_of(query)).total
    exports.ask(viewer, wish, rows=rows, limits=limits)
