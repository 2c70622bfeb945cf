"""Handing an application over to another region than that of its country."""

from uuid import UUID

from nswp_members.applications.errors import NoSuchRegion, RegionUnchanged
from nswp_members.applications.models import Application
from nswp_members.applications.services.moving import lock, move
from nswp_members.applications.states import Move
from nswp_members.audit import services as audit
from nswp_members.regions import queries as regions


def change_region(
    application: Application, region_code: str, *, reason: str, by: UUID, capacity: str = "", expected_version: int
) -> None:
    """Let another region review an application by its own rules; the former one knows no more of it.

    Raises `NoSuchRegion`, `RegionUnchanged` and what `move` raises.
    """
    lock(application, expected_version)
    if region_code not in {one.code for one in regions.member_regions()}:
        raise NoSuchRegion
    if region_code == application.region_code:
        raise RegionUnchanged
    before, application.region_code = application.region_code, region_code
    move(application, Move.CHANGE_REGION, by=by, capacity=capacity, expected_version=expected_version, reason=reason)
    details = {"from": before, "to": region_code}
    audit.record(
        "applications.changed_region", "application", application.id, by=by, capacity=capacity, details=details
    )
