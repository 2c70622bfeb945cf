"""Reading regions and countries."""

from collections.abc import Collection

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.regions.models import Country, JurisdictionRisk, Region

MAX_PAST_RISKS = 50


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


def standing_risks() -> list[JurisdictionRisk]:
    """Return the risks that stand, by country."""
    statement = select(JurisdictionRisk).where(JurisdictionRisk.valid_until.is_(None))
    return list(session.scalars(statement.order_by(JurisdictionRisk.country_code)))


def standing_risk(country_code: str, *, for_update: bool = False) -> JurisdictionRisk | None:
    """Return the risk of a country that stands."""
    statement = select(JurisdictionRisk).where(
        JurisdictionRisk.country_code == country_code, JurisdictionRisk.valid_until.is_(None)
    )
    return session.scalar(statement.with_for_update() if for_update else statement)


def hold_countries(country_codes: Collection[str]) -> None:
    """Let no new risk be set for these countries until the transaction ends; lifting one goes on."""
    statement = select(Country.code).where(Country.code.in_(country_codes)).order_by(Country.code)
    session.scalars(statement.with_for_update(read=True)).all()


def past_risks(country_code: str) -> list[JurisdictionRisk]:
    """Return the risks of a country that have ended, the latest first."""
    statement = (
        select(JurisdictionRisk)
        .where(JurisdictionRisk.country_code == country_code, JurisdictionRisk.valid_until.is_not(None))
        .order_by(JurisdictionRisk.valid_until.desc())
        .limit(MAX_PAST_RISKS)
    )
    return list(session.scalars(statement))
