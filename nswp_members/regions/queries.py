"""Reading regions and countries."""

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.regions.models import Country, Region


def member_regions() -> list[Region]:
    """Return the five regions in which members vote, in NSWP's order."""
    return list(session.scalars(select(Region).where(~Region.content_only).order_by(Region.position)))


def country(code: str) -> Country | None:
    """Return a country by its ISO 3166-1 alpha-2 code."""
    return session.get(Country, code)


def default_regions() -> dict[str, str]:
    """Return the default region's code for each country's code."""
    rows = session.execute(select(Country.code, Country.region_code))
    return {code: region for code, region in rows}  # noqa: C416


def countries() -> list[Country]:
    """Return all countries by code."""
    return list(session.scalars(select(Country).order_by(Country.code)))
