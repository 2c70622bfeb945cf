"""How far a campaign has come: by region, country, category, language and day, and who is not reached for which reason.

Everything here counts members, so it is for those who may know of their endorsements: the membership staff, and
representatives for their own region. Categories are for the staff.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns.models import Campaign, CampaignMember
from nswp_members.campaigns.reaching import NOT_REACHED, Progress
from nswp_members.core.db import now, session
from nswp_members.endorsements import queries as endorsements
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.queries import reach
from nswp_members.endorsements.queries.pages import START, Page, Place, organisation_page
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import closed


class Dimension(StrEnum):
    """By what the audience is divided."""

    REGION = "region"
    COUNTRY = "country"
    CATEGORY = "category"
    LANGUAGE = "language"


COLUMNS: dict[Dimension, Any] = {
    Dimension.REGION: CampaignMember.region_code,
    Dimension.COUNTRY: CampaignMember.country_code,
    Dimension.CATEGORY: CampaignMember.category,
    Dimension.LANGUAGE: CampaignMember.locale,
}


@dataclass(frozen=True)
class BoardRow:
    """How the organisations of one part stand; ``key`` is a code, None where nobody knows it, or for the sum."""

    key: str | None
    counts: dict[Progress, int]

    @property
    def organisations(self) -> int:
        """All of this part."""
        return sum(self.counts.values())

    @property
    def endorsed(self) -> int:
        """Those that endorse the version."""
        return self.counts[Progress.ENDORSED]

    @property
    def unreached(self) -> int:
        """Those that nobody has reached."""
        return sum(self.counts[one] for one in NOT_REACHED)

    @property
    def others(self) -> int:
        """Those that answered something else, or have read and not answered."""
        return self.organisations - self.endorsed - self.unreached


@dataclass(frozen=True)
class NotReachedRow:
    """An organisation that has not endorsed, and how far things are with it."""

    organisation_id: UUID
    name: str
    country_code: str
    region_code: str
    progress: Progress


def progress_of(version_id: UUID, at: datetime) -> ColumnElement[str]:
    """Return the expression that says where an organisation stands: the first that holds (`Progress`)."""
    key = Organisation.id
    return case(
        (key.in_(reach.endorsed(version_id, at)), Progress.ENDORSED),
        (key.in_(endorsements.declined(version_id, at)), Progress.DECLINED),
        (key.in_(endorsements.waiting(version_id, at)), Progress.NEEDS_TIME),
        (key.in_(reach.withdrew(version_id, at)), Progress.WITHDRAWN),
        (key.in_(reach.opened(version_id, at)), Progress.OPENED),
        (closed(), Progress.HIDDEN),
        (~reach.has_address(at), Progress.NO_CONTACT),
        (~reach.takes_mail(at), Progress.BOUNCED),
        (key.in_(reach.returned(version_id, at)), Progress.BOUNCED),
        (key.in_(reach.asked(version_id, at)), Progress.NEVER_OPENED),
        else_=Progress.NOT_ASKED,
    )


def board(viewer: Viewer, campaign: Campaign, dimension: Dimension, at: datetime) -> list[BoardRow]:
    """Return a row for each part of the audience that the viewer may look into; one query.

    Categories are encrypted, so rows are counted here and not by the database.
    """
    progress = progress_of(campaign.version_id, at).label("progress")
    found: dict[str | None, Counter[str]] = {}
    for key, code in session.execute(_members(select(COLUMNS[dimension], progress), viewer, campaign)):
        found.setdefault(key, Counter())[code] += 1
    return [
        BoardRow(key, {one: numbers[one.value] for one in Progress})
        for key, numbers in sorted(found.items(), key=lambda pair: pair[0] or "~")
    ]


def total(rows: Iterable[BoardRow]) -> BoardRow:
    """Return the sum of all rows."""
    rows = list(rows)
    return BoardRow(None, {one: sum(row.counts[one] for row in rows) for one in Progress})


def answers_over_time(viewer: Viewer, campaign: Campaign) -> list[tuple[date, int]]:
    """Return how many had endorsed by the end of each day on which somebody did, since the opening."""
    day = func.date(func.timezone("UTC", Endorsement.recorded_at))
    statement = _members(select(day, func.count()), viewer, campaign)
    statement = statement.join(Endorsement, Endorsement.organisation_id == Organisation.id).where(
        Endorsement.version_id == campaign.version_id, Endorsement.withdrawn_at.is_(None)
    )
    if campaign.closed_at:
        statement = statement.where(Endorsement.recorded_at <= campaign.closed_at)
    found, reached = [], 0
    for on, number in session.execute(statement.group_by(day).order_by(day)):
        reached += number
        found.append((on, reached))
    return found


def not_reached(
    viewer: Viewer,
    campaign: Campaign,
    at: datetime,
    *,
    region: str | None = None,
    progress: Progress | None = None,
    place: Place = START,
    limit: int,
) -> Page[NotReachedRow]:
    """Return one page of the organisations that are not reached, or of one other progress, in the order of names."""
    what = progress_of(campaign.version_id, at).label("progress")
    statement = _members(
        select(
            Organisation.id,
            Organisation.name,
            CampaignMember.country_code,
            CampaignMember.region_code,
            what,
        ),
        viewer,
        campaign,
    ).where(_wanted(what, progress))
    if region:
        statement = statement.where(CampaignMember.region_code == region)
    return organisation_page(statement, viewer, place, limit, _row, lambda row: row.organisation_id)


def matching_ids(
    viewer: Viewer,
    campaign: Campaign,
    at: datetime,
    *,
    region: str | None = None,
    progress: Progress | None = None,
) -> list[UUID]:
    """Return all organisations of such a list, in the order of names."""
    what = progress_of(campaign.version_id, at)
    statement = _members(select(Organisation.id), viewer, campaign).where(_wanted(what, progress))
    if region:
        statement = statement.where(CampaignMember.region_code == region)
    return list(session.scalars(statement.order_by(Organisation.sort_key, Organisation.id)))


def named(viewer: Viewer, campaign: Campaign, organisation_ids: Collection[UUID]) -> list[NotReachedRow]:
    """Return those of these organisations that the viewer may know of, with how far things are, in order of names."""
    columns = (Organisation.id, Organisation.name, CampaignMember.country_code, CampaignMember.region_code)
    what = progress_of(campaign.version_id, now()).label("progress")
    statement = _members(select(*columns, what), viewer, campaign)
    statement = statement.where(Organisation.id == func.any(list(organisation_ids)))
    return [_row(row) for row in session.execute(statement.order_by(Organisation.sort_key, Organisation.id))]


def position_in(campaign: Campaign, organisation_id: UUID) -> Progress:
    """Return where one organisation stands."""
    statement = select(progress_of(campaign.version_id, now())).where(Organisation.id == organisation_id)
    return Progress(session.scalars(statement).one())


def report(viewer: Viewer, campaign: Campaign, at: datetime) -> dict[str, Any]:
    """Return what is frozen at closing: numbers by every dimension and over time; no organisation is named."""
    return {
        "at": at.isoformat(),
        "deadline": campaign.deadline.isoformat(),
        "boards": {one.value: [_plain(row) for row in board(viewer, campaign, one, at)] for one in Dimension},
        "over_time": [[on.isoformat(), number] for on, number in answers_over_time(viewer, campaign)],
    }


def _plain(row: BoardRow) -> dict[str, Any]:
    return {"key": row.key, "counts": {one.value: number for one, number in row.counts.items()}}


def _members(statement: Any, viewer: Viewer, campaign: Campaign) -> Any:
    """Return the statement over the audience, as far as the viewer may know of its endorsements."""
    return (
        statement.select_from(CampaignMember)
        .join(Organisation, Organisation.id == CampaignMember.organisation_id)
        .where(CampaignMember.campaign_id == campaign.id, endorsements.endorsers_known_to(viewer))
    )


def _wanted(what: ColumnElement[str], progress: Progress | None) -> ColumnElement[bool]:
    return what == progress if progress else what.in_(NOT_REACHED)


def _row(row: Row[*tuple[Any, ...]]) -> NotReachedRow:
    key, name, country, region, progress = row
    return NotReachedRow(key, name, country, region, Progress(progress))
