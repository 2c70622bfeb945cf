"""Filling and changing the tables of regions and countries."""

from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import session
from nswp_members.regions import geography
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
