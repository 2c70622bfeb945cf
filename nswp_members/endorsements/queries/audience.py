"""Whom a request would reach, and who would be left out for which reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, func, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import session
from nswp_members.endorsements.queries import reach
from nswp_members.endorsements.queries.pages import START, Page, Place, organisation_page
from nswp_members.endorsements.queries.standing import declined, waiting
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.organisations.visibility import closed, visible_to
from nswp_members.statements.models import StatementVersion

MOST_ORGANISATIONS = 5000
DEFAULT_PAUSE_DAYS = 14


class Verdict(StrEnum):
    """Whether an organisation would be asked, or the first reason why not."""

    ASK = "ask"
    ENDORSED = "endorsed"
    CLOSED = "closed"
    WITHDREW = "withdrew"
    DECLINED = "declined"
    WAITS = "waits"
    ASKED = "asked"
    NO_CONTACT = "no-contact"
    BOUNCED = "bounced"


LEFT_OUT = tuple(one for one in Verdict if one is not Verdict.ASK)


@dataclass(frozen=True)
class Choice:
    """How the secretariat chooses whom to ask.

    ``language`` keeps organisations with an addressee of that language. Without ``again`` only those never asked
    are taken; with it also those last asked more than ``days`` days ago.
    """

    region: str | None = None
    country: str | None = None
    language: str | None = None
    again: bool = False
    days: int = DEFAULT_PAUSE_DAYS

    def as_filters(self) -> dict[str, Any]:
        """Return what was chosen, as it is kept with the request."""
        chosen = {"region": self.region, "country": self.country, "language": self.language}
        days = {"days": self.days} if self.again else {}
        return {name: value for name, value in chosen.items() if value} | days


@dataclass(frozen=True)
class Audience:
    """How many organisations would be asked, how many letters go out to how many people, who is left out."""

    organisations: int
    letters: int
    people: int
    left_out: dict[Verdict, int]


@dataclass(frozen=True)
class LeftOutRow:
    """An organisation that would not be asked, and why."""

    organisation_id: UUID
    name: str
    country_code: str
    verdict: Verdict


@dataclass(frozen=True)
class Addressee:
    """Somebody to be written to on behalf of an organisation; a contact may not be a person yet."""

    organisation_id: UUID
    address: bytes
    person_id: UUID | None
    contact_id: UUID | None

    @property
    def is_mandated(self) -> bool:
        """Whether this person may endorse already, rather than being offered the mandate."""
        return self.contact_id is None


def audience(viewer: Viewer, version: StatementVersion, choice: Choice, at: datetime) -> Audience:
    """Return what a request would do; two queries, however many organisations there are."""
    verdict = verdict_on(version.id, choice, at).label("verdict")
    inner = select(verdict).where(_chosen(viewer, choice, at)).subquery()
    counts = dict.fromkeys(Verdict, 0)
    for code, number in session.execute(select(inner.c.verdict, func.count()).group_by(inner.c.verdict)):
        counts[Verdict(code)] = number
    everybody = reach.addressees(at).subquery()
    asked = organisations_to_ask(viewer, version, choice, at).subquery()
    letters, people = session.execute(
        select(func.count(), func.count(everybody.c.address.distinct()))
        .join(asked, asked.c.id == everybody.c.organisation_id)
        .where(everybody.c.works)
    ).one()
    return Audience(
        organisations=min(counts[Verdict.ASK], MOST_ORGANISATIONS),
        letters=letters,
        people=people,
        left_out={one: counts[one] for one in LEFT_OUT},
    )


def left_out(
    viewer: Viewer,
    version: StatementVersion,
    choice: Choice,
    at: datetime,
    *,
    reason: Verdict | None = None,
    place: Place = START,
    limit: int,
) -> Page[LeftOutRow]:
    """Return one page of the organisations that would not be asked, in the order of their names."""
    verdict = verdict_on(version.id, choice, at)
    statement = (
        select(Organisation.id, Organisation.name, Organisation.country_code, verdict.label("verdict"))
        .where(_chosen(viewer, choice, at))
        .where(verdict == reason if reason else verdict != Verdict.ASK)
    )
    return organisation_page(statement, viewer, place, limit, _left_out_row, lambda row: row.organisation_id)


def verdicts(viewer: Viewer, version: StatementVersion, ids: Iterable[UUID], at: datetime) -> dict[UUID, Verdict]:
    """Return for each of these organisations whether it would be asked, again after the usual pause."""
    choice = Choice(again=True)
    statement = select(Organisation.id, verdict_on(version.id, choice, at)).where(
        _chosen(viewer, choice, at), Organisation.id.in_(set(ids))
    )
    return {key: Verdict(code) for key, code in session.execute(statement)}


def organisations_to_ask(viewer: Viewer, version: StatementVersion, choice: Choice, at: datetime) -> reach.Ids:
    """Return the statement that selects the ids of those to be asked, at most `MOST_ORGANISATIONS`."""
    return (
        select(Organisation.id)
        .where(_chosen(viewer, choice, at), verdict_on(version.id, choice, at) == Verdict.ASK)
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(MOST_ORGANISATIONS)
    )


def ids_to_ask(viewer: Viewer, version: StatementVersion, choice: Choice, at: datetime) -> list[UUID]:
    """Return the ids of the organisations to be asked, in the order of their names."""
    return list(session.scalars(organisations_to_ask(viewer, version, choice, at)))


def addressees_of(organisation_ids: list[UUID], at: datetime) -> list[Addressee]:
    """Return whom to write to on behalf of these organisations, without addresses known to come back."""
    everybody = reach.addressees(at).subquery()
    statement = (
        select(everybody.c.organisation_id, everybody.c.address, everybody.c.person_id, everybody.c.contact_id)
        .where(everybody.c.organisation_id == func.any(organisation_ids), everybody.c.works)
        .order_by(everybody.c.organisation_id, everybody.c.address)
    )
    return [Addressee(*row) for row in session.execute(statement)]


def contacts_by_id(contact_ids: list[UUID]) -> dict[UUID, Contact]:
    """Return contacts by their ids."""
    found = session.scalars(select(Contact).where(Contact.id == func.any(contact_ids)))
    return {contact.id: contact for contact in found}


def countries_with_organisations(viewer: Viewer) -> list[str]:
    """Return the codes of the countries that have an organisation the viewer may know of."""
    statement = select(Organisation.country_code).where(visible_to(viewer)).distinct()
    return list(session.scalars(statement))


def verdict_on(version_id: UUID, choice: Choice, at: datetime) -> ColumnElement[str]:
    """Return the expression that says whether an organisation would be asked."""
    key = Organisation.id
    since = at - timedelta(days=choice.days) if choice.again else None
    return case(
        (key.in_(reach.endorsed(version_id, at)), Verdict.ENDORSED),
        (closed(), Verdict.CLOSED),
        (key.in_(reach.withdrew(version_id, at)), Verdict.WITHDREW),
        (key.in_(declined(version_id, at)), Verdict.DECLINED),
        (key.in_(waiting(version_id, at)), Verdict.WAITS),
        (key.in_(reach.asked(version_id, at, since=since)), Verdict.ASKED),
        (~reach.has_address(at), Verdict.NO_CONTACT),
        (~reach.takes_mail(at), Verdict.BOUNCED),
        else_=Verdict.ASK,
    )


def _chosen(viewer: Viewer, choice: Choice, at: datetime) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations the choice is about."""
    condition = visible_to(viewer)
    if choice.region:
        condition &= Organisation.region_code == choice.region
    if choice.country:
        condition &= Organisation.country_code == choice.country
    if choice.language:
        everybody = reach.addressees(at).subquery()
        speakers = select(everybody.c.organisation_id).where(everybody.c.locale == choice.language)
        condition &= Organisation.id.in_(speakers)
    return condition


def _left_out_row(row: Row[*tuple[Any, ...]]) -> LeftOutRow:
    key, name, country, verdict = row
    return LeftOutRow(key, name, country, Verdict(verdict))
