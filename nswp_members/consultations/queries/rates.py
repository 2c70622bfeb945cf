"""How many of those who are asked have answered so far; exact, for those who may know of all."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, select

from nswp_members.accounts.models import Person
from nswp_members.consultations.models import Consultation, Link, Participant, StepDraft
from nswp_members.consultations.queries.audience import in_audience
from nswp_members.consultations.queries.links import may_answer
from nswp_members.core.db import session
from nswp_members.organisations.models import Contact, Organisation
from nswp_members.regions.geography import Region

FEW = 10
"""Percentage points below the rate of all from which on a region counts as one with few answers."""


@dataclass(frozen=True)
class Rate:
    """How far a group is: all who are asked, who can be or was written to, who has begun or opened, who answered.

    Each number is part of the one before.
    """

    asked: int
    invited: int
    opened: int
    answered: int

    @property
    def percent(self) -> int:
        """How many of a hundred have answered."""
        return round(100 * self.answered / self.asked) if self.asked else 0


@dataclass(frozen=True)
class Rates:
    """The rates of all, and by group; ``people`` are those who were asked for themselves.

    ``languages`` goes by the language in which an organisation gets its letters ("" where nobody is known),
    ``answered_in`` by the language in which it answered.
    """

    total: Rate
    regions: dict[str, Rate]
    countries: dict[str, Rate]
    languages: dict[str, Rate]
    people: Rate
    answered_in: Counter[str]

    @property
    def few(self) -> list[str]:
        """The regions with few answers, the fewest first."""
        behind = [key for key, one in self.regions.items() if one.asked and self.total.percent - one.percent >= FEW]
        return sorted(behind, key=lambda key: (self.regions[key].percent, key))


@dataclass(frozen=True)
class _Asked:
    region: str
    country: str
    language: str
    stage: int


def rates_of(consultation: Consultation, *, at: datetime) -> Rates:
    """Return how many have answered, by region, country and language."""
    rows, answered_in = _organisations(consultation, at)
    regions = _rates((one.region, one.stage) for one in rows)
    return Rates(
        total=_rate([one.stage for one in rows]),
        regions={region.value: regions[region] for region in Region if region in regions},
        countries=_rates((one.country, one.stage) for one in rows),
        languages=_rates((one.language, one.stage) for one in rows),
        people=_rate(_people(consultation.id)),
        answered_in=answered_in,
    )


def _organisations(consultation: Consultation, at: datetime) -> tuple[list[_Asked], Counter[str]]:
    """Return each organisation that is asked, and in which languages was answered."""
    mine = and_(Participant.organisation_id == Organisation.id, Participant.consultation_id == consultation.id)
    statement = (
        select(
            Organisation.id,
            Organisation.region_code,
            Organisation.country_code,
            Participant.answered_at,
            Participant.invited_at,
            _has_opened(),
            Participant.locale,
        )
        .outerjoin(Participant, mine)
        .where(in_audience(consultation.audience))
    )
    languages = _languages(at)
    reachable = {key for _person, key in session.execute(may_answer(at))}
    rows, answered_in = [], Counter[str]()
    for key, region, country, answered_at, invited_at, opened, locale in session.execute(statement):
        stage = _stage(answered_at, opened, invited_at or key in reachable)
        rows.append(_Asked(region, country, languages.get(key, ""), stage))
        if answered_at:
            answered_in[locale or ""] += 1
    return rows, answered_in


def _has_opened() -> Any:
    """Return the condition that somebody opened the letter's link, or began to write."""
    link = exists().where(Link.participant_id == Participant.id, Link.opened_at.is_not(None))
    draft = exists().where(StepDraft.participant_id == Participant.id)
    return link | draft


def _stage(answered: Any, opened: Any, invited: Any) -> int:
    return 3 if answered else 2 if opened else 1 if invited else 0


def _people(consultation_id: UUID) -> list[int]:
    statement = select(Participant.answered_at, _has_opened()).where(
        Participant.consultation_id == consultation_id, Participant.person_id.is_not(None)
    )
    rows: Iterable[tuple[Any, Any]] = [(*row,) for row in session.execute(statement)]
    return [_stage(answered_at, opened, True) for answered_at, opened in rows]


def _languages(at: datetime) -> dict[UUID, str]:
    """Return the language in which each organisation gets its letters: of who may answer, else of its contacts."""
    contacts = select(Contact.organisation_id, Contact.locale).order_by(Contact.position.desc(), Contact.id.desc())
    found = {key: locale for key, locale in session.execute(contacts)}  # noqa: C416
    who = may_answer(at).subquery()
    people = select(who.c.organisation_id, func.min(Person.locale)).join(Person, Person.id == who.c.person_id)
    answering = session.execute(people.group_by(who.c.organisation_id))
    return found | {key: locale for key, locale in answering}  # noqa: C416


def _rates(pairs: Iterable[tuple[Hashable, int]]) -> dict[Any, Rate]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for key, stage in pairs:
        groups[key].append(stage)
    return {key: _rate(stages) for key, stages in groups.items()}


def _rate(stages: list[int]) -> Rate:
    return Rate(len(stages), *(sum(stage >= least for stage in stages) for least in (1, 2, 3)))
