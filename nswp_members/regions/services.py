"""Filling and changing the tables of regions and countries."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import session
from nswp_members.regions import geography, queries
from nswp_members.regions.errors import NotAMemberRegion
from nswp_members.regions.models import Country, Region


def sync() -> None:
    """Add the regions and countries that are missing; a default that the secretariat changed stays as it is."""
    codes = [*geography.Region, geography.CONTENT_ONLY]
    rows = [
        {"code": code.value, "position": position, "content_only": code == geography.CONTENT_ONLY}
        for position, code in enumerate(codes)
    ]
    session.execute(insert(Region).values(rows).on_conflict_do_nothing())
    countries = [
        {
            "code": one.alpha2,
            "alpha3": one.alpha3,
            "numeric": one.numeric,
            "region_code": one.region.value,
            "is_provisional": one.provisional,
        }
        for one in geography.countries().values()
    ]
    session.execute(insert(Country).values(countries).on_conflict_do_nothing())


def change_default(
    country: Country, region_code: str, *, is_provisional: bool, by: UUID | None, capacity: str = ""
) -> None:
    """Set the region of a country's new members; organisations that exist stay where they are.

    Raises `NotAMemberRegion`.
    """
    if region_code not in {region.code for region in queries.member_regions()}:
        raise NotAMemberRegion
    before = (country.region_code, country.is_provisional)
    if before == (region_code, is_provisional):
        return
    country.region_code, country.is_provisional = region_code, is_provisional
    audit.record(
        "regions.changed_default",
        "country",
        None,
        by=by,
        capacity=capacity,
        details={"country": country.code, "before": before[0], "after": region_code},
    )
