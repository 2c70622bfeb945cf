"""Who stands behind a version or a letter, as everybody may read it at this moment.

A member is in it only while it consents to being named and is publicly visible under its name; an ally while it was
accepted, consents, and its country's risk hides nobody. Nothing here is kept: each look asks anew.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, extract, func, literal, null, select, true, union_all
from sqlalchemy import type_coerce as coerce

from nswp_members.accounts.viewers import ANYONE
from nswp_members.allies.models import Ally, AllyKind, AllyState, LetterSignature
from nswp_members.allies.subjects import Subject
from nswp_members.core.db import session
from nswp_members.core.text import fold
from nswp_members.endorsements.models import Endorsement
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.visibility import hidden_countries, shown, visible_to

MOST = 5000
LAST_PAGE = 200


@dataclass(frozen=True)
class Signatory:
    """Somebody who may be named; ``signatory`` is who signed for them, if that may be said as well."""

    name: str
    country_code: str | None
    year: int
    signatory: str | None
    is_individual: bool


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the list, and which page of it, from 1 on."""

    search: str = ""
    country: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of the list, and whether another follows."""

    rows: list[Signatory]
    has_more: bool


def signatories(subject: Subject, wanted: Wanted, *, limit: int) -> Found:
    """Return one page of those who may be named, in the order of their names."""
    rows = _named(subject).subquery()
    statement = select(rows.c.name, rows.c.country_code, rows.c.year, rows.c.signatory, rows.c.is_individual)
    if wanted.search:
        statement = statement.where(rows.c.name_key.contains(fold(wanted.search), autoescape=True))
    if wanted.country:
        statement = statement.where(rows.c.country_code == wanted.country)
    page = min(max(wanted.page, 1), LAST_PAGE)
    statement = statement.order_by(rows.c.name_key, rows.c.id).limit(limit + 1).offset((page - 1) * limit)
    found = [Signatory(*row) for row in session.execute(statement)]
    return Found(found[:limit], len(found) > limit and page < LAST_PAGE)


def every_signatory(subject: Subject) -> list[Signatory]:
    """Return all who may be named, up to `MOST`."""
    return signatories(subject, Wanted(), limit=MOST).rows


def countries_of_signatories(subject: Subject) -> list[str]:
    """Return the countries that those who may be named can be found by."""
    rows = _named(subject).subquery()
    return list(session.scalars(select(rows.c.country_code).where(rows.c.country_code.is_not(None)).distinct()))


def named_count(subject: Subject) -> int:
    """Return how many may be named."""
    return session.scalar(select(func.count()).select_from(_named(subject).subquery())) or 0


def others_count(subject: Subject) -> int:
    """Return how many may be counted and did not consent to being named: the true number, not fit to be shown.

    It does not look at who is hidden, so that it cannot change by somebody's hiding (docs/allies.md).
    """
    signed = _signed(subject)
    members = (
        select(func.count())
        .select_from(signed)
        .join(Organisation, Organisation.id == signed.organisation_id)
        .where(_standing(subject), signed.may_count, ~signed.may_name, Organisation.listing != Listing.WITHDRAWN)
    )
    allies = (
        select(func.count())
        .select_from(Ally)
        .where(subject.of_allies, Ally.state == AllyState.ACCEPTED, ~Ally.may_name)
    )
    return (session.scalar(members) or 0) + (session.scalar(allies) or 0)


def _signed(subject: Subject) -> Any:
    """Return the table in which members stand behind this subject."""
    return LetterSignature if subject.letter_id else Endorsement


def _standing(subject: Subject) -> ColumnElement[bool]:
    if subject.letter_id:
        return (LetterSignature.letter_id == subject.letter_id) & LetterSignature.withdrawn_at.is_(None)
    return (Endorsement.version_id == subject.version_id) & Endorsement.withdrawn_at.is_(None)


def _named(subject: Subject) -> Any:
    """Return the statement for all who may be named, members and allies alike."""
    return union_all(_members(subject), _allies(subject))


def _members(subject: Subject) -> Select[Any]:
    signed = _signed(subject)
    year = (
        extract("year", LetterSignature.signed_at)
        if subject.letter_id
        else cast(func.left(Endorsement.endorsed_on, 4), Integer)
    )
    return (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.sort_key.label("name_key"),
            shown(ANYONE, "country_code"),
            cast(year, Integer).label("year"),
            case((signed.may_name_signatory, signed.signatory_name)).label("signatory"),
            literal(False).label("is_individual"),
        )
        .join(signed, signed.organisation_id == Organisation.id)
        .where(visible_to(ANYONE), _standing(subject), signed.may_name)
    )


def _allies(subject: Subject) -> Select[Any]:
    signatory = coerce(null(), _signed(subject).signatory_name.type)
    return (
        select(
            Ally.id,
            Ally.name,
            Ally.name_key,
            Ally.country_code,
            cast(extract("year", Ally.confirmed_at), Integer),
            signatory,
            case((Ally.kind == AllyKind.INDIVIDUAL, true()), else_=False),
        )
        .where(subject.of_allies, Ally.state == AllyState.ACCEPTED, Ally.may_name)
        .where(Ally.country_code.not_in(hidden_countries()))
    )
