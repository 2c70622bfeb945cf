"""What an organisation can say besides endorsing: no, not yet, and what may be said of it in public."""

from datetime import date, timedelta
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import session, today
from nswp_members.endorsements import queries
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.errors import AlreadyEndorsed, AlreadyWithdrawn, TimeTooLong
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.services.history import add_line, add_lines, add_seen, hold
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.services import see_less
from nswp_members.statements.models import StatementVersion

MEMBER = "member"
LONGEST_WAIT = timedelta(days=366)


def decline(organisation: Organisation, version: StatementVersion, *, reason: str, by: UUID) -> None:
    """Note that an organisation does not endorse a version; raises `AlreadyEndorsed`."""
    _require_open(organisation.id, version.id)
    add_line(organisation.id, version.id, Act.DECLINED, by=by, source=MEMBER, note=reason)
    audit.record("endorsements.declined", "organisation", organisation.id, by=by)


def ask_for_time(organisation: Organisation, version: StatementVersion, *, until: date, by: UUID) -> None:
    """Note that an organisation decides later, by a day until which it is left alone.

    Raises `AlreadyEndorsed`, `TimeTooLong`.
    """
    if not today() < until <= today() + LONGEST_WAIT:
        raise TimeTooLong
    _require_open(organisation.id, version.id)
    add_line(organisation.id, version.id, Act.NEEDS_TIME, by=by, source=MEMBER, until=until)
    audit.record("endorsements.asked_for_time", "organisation", organisation.id, by=by)


def change_consents(endorsement: Endorsement, consents: Consents, *, by: UUID) -> None:
    """Let an organisation say anew what may be said of its endorsement; raises `AlreadyWithdrawn`."""
    hold(endorsement.organisation_id, endorsement.version_id)
    session.refresh(endorsement, with_for_update={"of": Endorsement})
    if endorsement.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if endorsement.consents == consents:
        return
    endorsement.may_count, endorsement.may_name = consents.count, consents.name
    endorsement.may_name_signatory = consents.signatory
    see_less()
    add_line(
        endorsement.organisation_id,
        endorsement.version_id,
        Act.CONSENTED,
        by=by,
        source=MEMBER,
        endorsement_id=endorsement.id,
        consents=consents,
    )
    audit.record("endorsements.consented", "organisation", endorsement.organisation_id, by=by)


def note_seen(organisation_id: UUID, version_id: UUID, *, by: UUID) -> None:
    """Note once that a person has opened the version for an organisation."""
    add_seen(organisation_id, version_id, by=by)


def note_invited(organisation_ids: list[UUID], version_id: UUID, *, by: UUID | None, source: str = "request") -> None:
    """Note that organisations were asked."""
    add_lines(organisation_ids, version_id, Act.INVITED, by=by, source=source)


def supersede(version_id: UUID) -> None:
    """Note for everybody in the history of a version that it is not the current one any more."""
    add_lines(queries.organisations_in_history(version_id), version_id, Act.SUPERSEDED, by=None, source="version")


def _require_open(organisation_id: UUID, version_id: UUID) -> None:
    """Hold the place of an answer; raises `AlreadyEndorsed` if an endorsement stands there."""
    hold(organisation_id, version_id)
    if queries.standing_endorsement(organisation_id, version_id):
        raise AlreadyEndorsed
