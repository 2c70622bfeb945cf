"""How many organisations of each region endorse, and why the others do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, func, select

from nswp_members.accounts.viewers import ANYONE, Role, Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.models import EndorsementRequest, RequestRecipient
from nswp_members.endorsements.queries import reach
from nswp_members.endorsements.queries.pages import START, Page, Place, organisation_page
from nswp_members.endorsements.queries.standing import endorsers_known_to
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import visible_to
from nswp_members.regions import queries as regions
from nswp_members.statements.models import StatementVersion


class Standing(StrEnum):
    """Where an organisation stands with a version: one of these, the first that holds."""

    ENDORSED = "endorsed"
    WITHDRAWN = "withdrawn"
    NO_CONTACT = "no-contact"
    OPENED = "opened"
    BOUNCED = "bounced"
    WAITING = "waiting"
    NOT_ASKED = "not-asked"


MISSING = tuple(one for one in Standing if one is not Standing.ENDORSED)


@dataclass(frozen=True)
class CoverageRow:
    """How the organisations of a region stand; ``region_code`` is None for the sum of all."""

    region_code: str | None
    counts: dict[Standing, int]

    @property
    def organisations(self) -> int:
        """All organisations of the region that the viewer may know of."""
        return sum(self.counts.values())

    @property
    def endorsed(self) -> int:
        """Those that endorse."""
        return self.counts[Standing.ENDORSED]

    @property
    def asked(self) -> int:
        """Those that were asked and have not decided yet, whether they opened the letter or not."""
        return self.counts[Standing.OPENED] + self.counts[Standing.WAITING]

    @property
    def missing(self) -> int:
        """Those that neither endorse nor have a letter in their hands."""
        return self.organisations - self.endorsed - self.asked


@dataclass(frozen=True)
class PublicCoverageRow:
    """How many publicly listed organisations of a region endorse; for those who may not know which ones."""

    region_code: str
    organisations: int
    endorsed: int


@dataclass(frozen=True)
class MissingRow:
    """An organisation that has not endorsed, and why."""

    organisation_id: UUID
    name: str
    country_code: str
    region_code: str
    standing: Standing
    last_asked_at: datetime | None


def standing_of(version_id: UUID, at: datetime) -> ColumnElement[str]:
    """Return the expression that says where an organisation stood at that moment.

    Endorsements, requests and mandates are taken as of that moment; contacts and letters as they are now.
    """
    key = Organisation.id
    return case(
        (key.in_(reach.endorsed(version_id, at)), Standing.ENDORSED),
        (key.in_(reach.withdrew(version_id, at)), Standing.WITHDRAWN),
        (~reach.has_address(at), Standing.NO_CONTACT),
        (key.in_(reach.opened(version_id, at)), Standing.OPENED),
        (~reach.takes_mail(at), Standing.BOUNCED),
        (key.in_(reach.returned(version_id, at)), Standing.BOUNCED),
        (key.in_(reach.asked(version_id, at)), Standing.WAITING),
        else_=Standing.NOT_ASKED,
    )


def coverage_by_region(viewer: Viewer, version: StatementVersion, at: datetime) -> list[CoverageRow]:
    """Return a row for each region the viewer may look into, in NSWP's order; two queries.

    Only organisations count whose endorsement the viewer may know of and that existed at that moment.
    """
    standing = standing_of(version.id, at).label("standing")
    inner = (
        select(Organisation.region_code, standing)
        .where(endorsers_known_to(viewer), Organisation.created_at <= at)
        .subquery()
    )
    found = session.execute(
        select(inner.c.region_code, inner.c.standing, func.count()).group_by(inner.c.region_code, inner.c.standing)
    )
    counts = {(region, standing): number for region, standing, number in found}
    return [
        CoverageRow(code, {one: counts.get((code, one.value), 0) for one in Standing}) for code in regions_of(viewer)
    ]


def regions_of(viewer: Viewer) -> list[str]:
    """Return the codes of the regions whose coverage the viewer may look into."""
    codes = [region.code for region in regions.member_regions()]
    if viewer.capacity and viewer.acts_as(Role.REGIONAL_REPRESENTATIVE):
        return [code for code in codes if code == viewer.capacity.region_code]
    return codes


def total(rows: Iterable[CoverageRow]) -> CoverageRow:
    """Return the sum of all rows."""
    rows = list(rows)
    return CoverageRow(None, {one: sum(row.counts[one] for row in rows) for one in Standing})


def public_coverage(version: StatementVersion, at: datetime) -> list[PublicCoverageRow]:
    """Return the true numbers of publicly listed organisations, not fit to be shown as they are; two queries."""
    does = Organisation.id.in_(reach.endorsed(version.id, at))
    found = session.execute(
        select(Organisation.region_code, func.count(), func.count().filter(does))
        .where(visible_to(ANYONE))
        .group_by(Organisation.region_code)
    )
    counts = {region: (number, endorsed) for region, number, endorsed in found}
    return [PublicCoverageRow(region.code, *counts.get(region.code, (0, 0))) for region in regions.member_regions()]


def missing(
    viewer: Viewer,
    version: StatementVersion,
    at: datetime,
    *,
    region: str | None = None,
    reason: Standing | None = None,
    place: Place = START,
    limit: int,
) -> Page[MissingRow]:
    """Return one page of the organisations that have not endorsed, in the order of their names."""
    standing = standing_of(version.id, at)
    last_asked = (
        select(func.max(EndorsementRequest.asked_at))
        .join(RequestRecipient, RequestRecipient.request_id == EndorsementRequest.id)
        .where(RequestRecipient.organisation_id == Organisation.id)
        .where(EndorsementRequest.version_id == version.id)
        .scalar_subquery()
    )
    statement = select(
        Organisation.id,
        Organisation.name,
        Organisation.country_code,
        Organisation.region_code,
        standing.label("standing"),
        last_asked,
    ).where(endorsers_known_to(viewer), Organisation.created_at <= at)
    if region:
        statement = statement.where(Organisation.region_code == region)
    if reason:
        statement = statement.where(standing == reason)
    else:
        statement = statement.where(Organisation.id.not_in(reach.endorsed(version.id, at)))
    return organisation_page(statement, viewer, place, limit, _missing_row, lambda row: row.organisation_id)


def _missing_row(row: Row[*tuple[Any, ...]]) -> MissingRow:
    key, name, country, region, standing, last_asked_at = row
    return MissingRow(key, name, country, region, Standing(standing), last_asked_at)
