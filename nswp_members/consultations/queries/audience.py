"""Which organisations a consultation asks."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from nswp_members.consultations.models import Consultation
from nswp_members.core.db import session
from nswp_members.organisations.models import Listing, Organisation

FILTERS = {"regions": "region_code", "countries": "country_code"}


def member() -> ColumnElement[bool]:
    """Return the condition that keeps the organisations that have not left."""
    return Organisation.listing != Listing.WITHDRAWN


def asks() -> ColumnElement[bool]:
    """Return the condition under which a row of `Consultation` asks a row of `Organisation`."""
    parts: list[ColumnElement[bool]] = []
    for name, column in FILTERS.items():
        wanted = Consultation.audience[name]
        is_open = func.coalesce(func.jsonb_array_length(wanted), 0) == 0
        parts.append(or_(is_open, wanted.has_key(getattr(Organisation, column))))
    return and_(member(), *parts)


def in_audience(audience: dict[str, list[str]]) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations of an audience."""
    chosen = [
        getattr(Organisation, column).in_(audience[name]) for name, column in FILTERS.items() if audience.get(name)
    ]
    return and_(member(), *chosen)


def asked_ids(audience: dict[str, list[str]]) -> Select[Any]:
    """Return the statement for the ids of the organisations of an audience."""
    return select(Organisation.id).where(in_audience(audience))


def audience_by_region(audience: dict[str, list[str]]) -> Counter[str]:
    """Return how many organisations of each region an audience holds; for those who may know of all."""
    statement = select(Organisation.region_code, func.count()).where(in_audience(audience))
    return Counter({code: number for code, number in session.execute(statement.group_by(Organisation.region_code))})  # noqa: C416


def countries_of_members() -> list[str]:
    """Return the codes of the countries that have members; for those who may know of all."""
    statement = select(Organisation.country_code).where(member()).distinct()
    return [code for code in session.scalars(statement) if code]


def is_asked(consultation_id: UUID, organisation_id: UUID) -> bool:
    """Whether a consultation asks this organisation."""
    statement = select(Consultation.id).join(Organisation, asks())
    return (
        session.scalar(statement.where(Consultation.id == consultation_id, Organisation.id == organisation_id))
        is not None
    )
