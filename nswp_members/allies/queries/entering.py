"""Finding an ally's own entry, and when the next mail may go out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from nswp_members.allies.links import ally_id_of
from nswp_members.allies.models import STANDING, Ally, AllyMail, AllyState
from nswp_members.allies.subjects import Subject
from nswp_members.core.db import session
from nswp_members.notices.cautions import Caution
from nswp_members.regions.models import JurisdictionRisk, RiskLevel

CAREFUL = (RiskLevel.DISCREET, RiskLevel.FORCED_HIDDEN)
HOUR = timedelta(hours=1)


def ally_by_token(token: str) -> Ally | None:
    """Return the entry that a link opens; a link to one that was withdrawn opens nothing."""
    ally_id = ally_id_of(token)
    found = session.get(Ally, ally_id) if ally_id else None
    return found if found and found.state != AllyState.WITHDRAWN else None


def standing_entry(subject: Subject, address: bytes) -> Ally | None:
    """Return the entry of an address (its blind index) for a subject that was neither refused nor withdrawn."""
    return session.scalar(select(Ally).where(subject.of_allies, Ally.email_lookup == address, Ally.state.in_(STANDING)))


def next_mail_at(at: datetime, *, an_hour: int) -> datetime:
    """Return when the next mail may go out, if no more than so many are to go out in any hour."""
    earlier = session.scalar(select(AllyMail.due_at).order_by(AllyMail.due_at.desc()).offset(an_hour - 1).limit(1))
    return max(at, earlier + HOUR) if earlier else at


def unconfirmed_before(moment: datetime, *, limit: int) -> list[Ally]:
    """Return entries begun before a moment whose address nobody has confirmed, the oldest first."""
    statement = select(Ally).where(Ally.state == AllyState.UNCONFIRMED, Ally.created_at < moment)
    return list(session.scalars(statement.order_by(Ally.created_at).limit(limit)))


def ended_before(moment: datetime, *, limit: int) -> list[Ally]:
    """Return entries that were refused or withdrawn before a moment."""
    refused = (Ally.state == AllyState.REFUSED) & (Ally.decided_at < moment)
    withdrawn = (Ally.state == AllyState.WITHDRAWN) & (Ally.withdrawn_at < moment)
    return list(session.scalars(select(Ally).where(or_(refused, withdrawn)).order_by(Ally.created_at).limit(limit)))


def mail_cautions(person_ids: Collection[UUID], at: datetime) -> dict[UUID, Caution]:
    """Return who gets discreet letters because they endorse from a country where mail is dangerous."""
    until = JurisdictionRisk.valid_until
    statement = (
        select(Ally.person_id)
        .join(JurisdictionRisk, JurisdictionRisk.country_code == Ally.country_code)
        .where(Ally.person_id.in_(person_ids), JurisdictionRisk.level.in_(CAREFUL))
        .where(JurisdictionRisk.valid_from <= at, or_(until.is_(None), until > at))
    )
    return {key: Caution.DISCREET for key in session.scalars(statement) if key}
