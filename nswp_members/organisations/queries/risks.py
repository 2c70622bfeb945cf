"""Reading what a country's risk does to its organisations and to the mail of their people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from nswp_members.accounts.models import Invitation, Person
from nswp_members.core.db import session
from nswp_members.notices.cautions import Caution
from nswp_members.organisations.models import Channel, Contact, Listing, Mandate, MandateOffer, Organisation
from nswp_members.regions.models import JurisdictionRisk, RiskLevel

CAREFUL = (RiskLevel.DISCREET, RiskLevel.FORCED_HIDDEN)
SHOWN = 50


@dataclass(frozen=True)
class RiskEffects:
    """What a level of risk would do in a country, from how things stand now."""

    organisations: int
    vanishing: int
    names: tuple[str, ...]
    people: int
    without_mail: int
    discreet: int


def _in_force(at: datetime) -> tuple[ColumnElement[bool], ...]:
    until = JurisdictionRisk.valid_until
    return JurisdictionRisk.valid_from <= at, or_(until.is_(None), until > at)


def _links(person_ids: Collection[UUID] | None, at: datetime) -> Select[Any]:
    """Return (person, organisation) for everybody who acts, is to act or is written to for an organisation."""
    until = Mandate.valid_until
    parts = [
        select(Mandate.person_id, Mandate.organisation_id).where(or_(until.is_(None), until > at)),
        select(Person.id, Contact.organisation_id).join(Contact, Contact.email_lookup == Person.email_lookup),
        select(Invitation.person_id, MandateOffer.organisation_id)
        .join(Invitation, Invitation.id == MandateOffer.invitation_id)
        .where(Invitation.withdrawn_at.is_(None), Invitation.expires_at > at),
    ]
    if person_ids is not None:
        columns = (Mandate.person_id, Person.id, Invitation.person_id)
        parts = [part.where(column.in_(person_ids)) for part, column in zip(parts, columns, strict=True)]
    links = union(*parts).subquery()
    return select(links.c[0].label("person_id"), links.c[1].label("organisation_id"))


def _safe_by_mail(organisation_ids: Collection[UUID]) -> set[tuple[UUID, bytes]]:
    """Return (organisation, address) of the contacts for whom mail is named as safe."""
    statement = select(Contact.organisation_id, Contact.email_lookup, Contact.safe_channel).where(
        Contact.organisation_id.in_(organisation_ids), Contact.email_lookup.is_not(None)
    )
    return {(key, lookup) for key, lookup, channel in session.execute(statement) if channel == Channel.EMAIL and lookup}


def mail_cautions(person_ids: Collection[UUID], at: datetime) -> dict[UUID, Caution]:
    """Return how careful to be with the mail to these people, where care is needed; two or three queries.

    A country that is hidden by force stops all mail to the people of its organisations, but for addresses that are
    named as safe; these get discreet letters, as do people of organisations that hide or of countries that ask for it.
    """
    links = _links(person_ids, at).subquery()
    level = select(JurisdictionRisk.level).where(
        JurisdictionRisk.country_code == Organisation.country_code, JurisdictionRisk.level.in_(CAREFUL), *_in_force(at)
    )
    statement = (
        select(links.c.person_id, Person.email_lookup, Organisation.id, level.scalar_subquery().label("level"))
        .join(Organisation, Organisation.id == links.c.organisation_id)
        .join(Person, Person.id == links.c.person_id)
        .where(or_(level.exists(), Organisation.listing == Listing.HIDDEN))
    )
    rows = list(session.execute(statement))
    forced = {row.id for row in rows if row.level == RiskLevel.FORCED_HIDDEN}
    safe = _safe_by_mail(forced) if forced else set()
    found: dict[UUID, Caution] = defaultdict(lambda: Caution.NONE)
    for row in rows:
        stops = row.id in forced and (row.id, row.email_lookup) not in safe
        found[row.person_id] = max(found[row.person_id], Caution.STOP if stops else Caution.DISCREET)
    return dict(found)


def risk_effects(country_code: str, level: RiskLevel, at: datetime) -> RiskEffects:
    """Return what setting this level would do; for those who may know of every organisation. Four queries."""
    here = Organisation.country_code == country_code
    known = Organisation.listing.in_((Listing.LISTED, Listing.UNLISTED))
    statement = select(func.count(), func.count().filter(known)).select_from(Organisation).where(here)
    organisations, vanishing = session.execute(statement).one()
    names = select(Organisation.name).where(here).order_by(Organisation.sort_key, Organisation.id).limit(SHOWN)
    links = _links(None, at).subquery()
    people = (
        select(links.c.person_id, Person.email_lookup, Organisation.id)
        .join(Organisation, Organisation.id == links.c.organisation_id)
        .join(Person, Person.id == links.c.person_id)
        .where(here, Person.is_active)
    )
    rows = list(session.execute(people))
    everybody = {row.person_id for row in rows}
    safe = _safe_by_mail({row.id for row in rows})
    unsafe = {row.person_id for row in rows if (row.id, row.email_lookup) not in safe}
    stops = level == RiskLevel.FORCED_HIDDEN
    return RiskEffects(
        organisations=organisations,
        vanishing=vanishing if stops else 0,
        names=tuple(session.scalars(names)),
        people=len(everybody),
        without_mail=len(unsafe) if stops else 0,
        discreet=len(everybody - unsafe) if stops else len(everybody) if level == RiskLevel.DISCREET else 0,
    )
