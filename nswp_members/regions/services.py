"""Filling and changing the tables of regions and countries."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish
from nswp_members.regions import geography, queries
from nswp_members.regions.errors import (
    ForcedHiddenStands,
    LiftNeedsAnother,
    LiftNotAsked,
    NotAMemberRegion,
    RiskEnded,
)
from nswp_members.regions.events import RiskChanged
from nswp_members.regions.models import Country, JurisdictionRisk, Region, RiskLevel


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


def set_risk(
    country: Country, level: RiskLevel, *, reason: str, review_on: date | None, by: UUID | None, capacity: str = ""
) -> JurisdictionRisk:
    """Judge a country from this moment on; what stood before ends. Raises `ForcedHiddenStands`."""
    at = now()
    session.execute(select(Country.code).where(Country.code == country.code).with_for_update())
    standing = queries.standing_risk(country.code)
    if standing and standing.level == RiskLevel.FORCED_HIDDEN and level != RiskLevel.FORCED_HIDDEN:
        raise ForcedHiddenStands
    if standing:
        standing.valid_until = at
        session.flush()
    risk = JurisdictionRisk(
        country_code=country.code,
        level=level,
        reason=reason,
        valid_from=at,
        review_on=review_on,
        set_by=by,
        set_at=at,
    )
    session.add(risk)
    session.flush()
    _note("regions.set_risk", risk, by=by, capacity=capacity)
    publish(RiskChanged(country.code))
    return risk


def ask_to_lift(risk: JurisdictionRisk, *, by: UUID | None, capacity: str = "") -> None:
    """Lift a risk; what hides a whole country waits for a second person. Raises `RiskEnded`."""
    _take_turn(risk)
    if risk.level != RiskLevel.FORCED_HIDDEN:
        _lift(risk, by=by, capacity=capacity)
        return
    risk.lift_asked_by, risk.lift_asked_at = by, now()
    _note("regions.asked_to_lift_risk", risk, by=by, capacity=capacity)


def confirm_lift(risk: JurisdictionRisk, *, by: UUID | None, capacity: str = "") -> None:
    """Lift what hides a whole country, as the second person.

    Raises `RiskEnded`, `LiftNotAsked`, `LiftNeedsAnother`.
    """
    _take_turn(risk)
    if risk.lift_asked_at is None:
        raise LiftNotAsked
    if by is None or risk.lift_asked_by is None or risk.lift_asked_by == by:
        raise LiftNeedsAnother
    _lift(risk, by=by, capacity=capacity)


def keep_risk(risk: JurisdictionRisk, *, by: UUID | None, capacity: str = "") -> None:
    """Refuse, or take back, the wish to lift a risk; raises `RiskEnded`, `LiftNotAsked`."""
    _take_turn(risk)
    if risk.lift_asked_at is None:
        raise LiftNotAsked
    risk.lift_asked_by = risk.lift_asked_at = None
    _note("regions.kept_risk", risk, by=by, capacity=capacity)


def _take_turn(risk: JurisdictionRisk) -> None:
    session.flush()
    session.refresh(risk, with_for_update={"of": JurisdictionRisk})
    if risk.valid_until is not None:
        raise RiskEnded


def _lift(risk: JurisdictionRisk, *, by: UUID | None, capacity: str) -> None:
    risk.valid_until, risk.lifted_by = now(), by
    _note("regions.lifted_risk", risk, by=by, capacity=capacity)
    publish(RiskChanged(risk.country_code))


def _note(action: str, risk: JurisdictionRisk, *, by: UUID | None, capacity: str) -> None:
    details = {"country": risk.country_code, "level": str(risk.level)}
    audit.record(action, "risk", risk.id, by=by, capacity=capacity, details=details)
