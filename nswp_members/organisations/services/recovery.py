"""Giving an organisation without an editor one again: two people vouch, everybody concerned may object."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts import queries as accounts
from nswp_members.accounts import services as people
from nswp_members.accounts.models import Person
from nswp_members.accounts.services import NewPerson
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.organisations import queries
from nswp_members.organisations.errors import (
    NotForOneself,
    NotOrphaned,
    RecoveryNotOpen,
    RecoveryUnderWay,
    VouchedAlready,
)
from nswp_members.organisations.models import (
    GOING,
    OPEN,
    Basis,
    Channel,
    Function,
    Organisation,
    Recovery,
    RecoveryState,
    Side,
    Vouch,
    Witness,
)
from nswp_members.organisations.queries.recovery import HEARING
from nswp_members.organisations.services.mandates import offer_mandate, send_invitation
from nswp_members.organisations.visibility import ALL_SEEING

CASES_A_RUN = 50


def ask_recovery(*, name: str, country_code: str, note: str, by: UUID) -> Recovery:
    """Note that somebody says that an organisation has lost its editors and that they belong to it.

    Nobody looks here whether there is such an organisation: the answer and the time it takes cannot tell.
    """
    made = Recovery(
        claim=[name, country_code], candidate_id=by, note=note, state=RecoveryState.ASKED, asked_at=now(), asked_by=by
    )
    session.add(made)
    session.flush()
    audit.record("organisations.asked_recovery", "recovery", made.id, by=by)
    _tell("recovery_asked", made, _staff(but=by))
    return made


def start_recovery(
    organisation: Organisation, candidate: Person, *, note: str, by: UUID | None, capacity: str = ""
) -> Recovery:
    """Begin to look for people who vouch for a candidate; raises `NotOrphaned`, `RecoveryUnderWay`."""
    made = Recovery(candidate_id=candidate.id, note=note, state=RecoveryState.ASKED, asked_at=now(), asked_by=by)
    session.add(made)
    session.flush()
    assign_recovery(made, organisation, by=by, capacity=capacity)
    return made


def assign_recovery(recovery: Recovery, organisation: Organisation, *, by: UUID | None, capacity: str = "") -> None:
    """Say which organisation is meant, and ask those who may vouch.

    Raises `RecoveryNotOpen`, `NotOrphaned`, `RecoveryUnderWay`.
    """
    _lock(recovery, RecoveryState.ASKED)
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    if queries.has_editor(organisation.id, at=now()):
        raise NotOrphaned
    if queries.going_recovery(organisation.id):
        raise RecoveryUnderWay
    recovery.organisation_id = organisation.id
    recovery.state = RecoveryState.VOUCHING
    recovery.region_excluded = queries.is_closed(organisation.id)
    session.flush()
    audit.record(
        "organisations.started_recovery",
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"recovery": str(recovery.id), "candidate": str(recovery.candidate_id)},
    )
    helpers = [] if recovery.region_excluded else queries.region_helpers(organisation, at=now())
    _tell("recovery_asked", recovery, {*_staff(but=by), *(one.id for one in helpers if one.id != by)})


def vouch(
    recovery: Recovery, *, side: Side, basis: Basis, note: str, by: UUID, wait: timedelta, capacity: str = ""
) -> Vouch:
    """Stand up for the candidate on one side; with both sides, the time to object begins.

    Two at once come one after the other, since each locks the recovery. Raises `RecoveryNotOpen`, `NotForOneself`,
    `VouchedAlready` for a person or a side that has done so, `NotOrphaned`.
    """
    _lock(recovery, RecoveryState.VOUCHING)
    if by == recovery.candidate_id:
        raise NotForOneself
    given = list(session.scalars(select(Vouch).where(Vouch.recovery_id == recovery.id)))
    if any(one.person_id == by or one.side == side for one in given):
        raise VouchedAlready
    if queries.has_editor(_organisation_of(recovery), at=now()):
        raise NotOrphaned
    made = Vouch(recovery_id=recovery.id, person_id=by, side=side, at=now(), basis=basis, note=note)
    session.add(made)
    session.flush()
    _note("organisations.vouched", recovery, by=by, capacity=capacity, side=side.value)
    if {one.side for one in (*given, made)} == set(Side):
        _begin_hearing(recovery, wait)
    return made


def _begin_hearing(recovery: Recovery, wait: timedelta) -> None:
    """Tell everybody who acts for the organisation, and the contacts that can be written to safely.

    These letters do not name the organisation to the outbox: hiding it must not keep its people from being heard.
    """
    organisation_id, at = _organisation_of(recovery), now()
    recovery.state, recovery.object_until = RecoveryState.WAITING, at + wait
    told = {one.id for one in queries.mandate_holders(organisation_id, at=at)}
    contacts = [one for one in queries.safe_contacts(organisation_id) if one.safe_channel == Channel.EMAIL]
    newcomers = {
        one.email_lookup: NewPerson(email=one.email or "", name=one.name, locale=one.locale)
        for one in contacts
        if one.email_lookup
    }
    told |= set(people.ensure_people(newcomers).values())
    witnesses = [
        Witness(recovery_id=recovery.id, person_id=one, told_at=at) for one in sorted(told - {recovery.candidate_id})
    ]
    session.add_all(witnesses)
    session.flush()
    notices.notify_many(
        NewNotice(HEARING, one.person_id, str(one.id), {"witness_id": str(one.id)}) for one in witnesses
    )


def object_to(recovery: Recovery, *, by: UUID, capacity: str = "") -> None:
    """Stop a recovery on the word of somebody of the organisation; raises `RecoveryNotOpen`."""
    _lock(recovery, *GOING)
    witness = session.scalar(select(Witness).where(Witness.recovery_id == recovery.id, Witness.person_id == by))
    if witness is None:
        witness = Witness(recovery_id=recovery.id, person_id=by, told_at=now())
        session.add(witness)
    witness.objected_at = now()
    _close(recovery, RecoveryState.OBJECTED, by=by, capacity=capacity)


def object_by_link(token: str) -> bool:
    """Stop a recovery by the link in a letter; whether it could still be used."""
    witness = queries.usable_witness(token, at=now())
    if witness is None:
        return False
    recovery = session.get_one(Recovery, witness.recovery_id)
    object_to(recovery, by=witness.person_id)
    return True


def decline_recovery(recovery: Recovery, *, by: UUID | None, capacity: str = "") -> None:
    """Refuse a recovery, at any time before the invitation goes out; raises `RecoveryNotOpen`."""
    _lock(recovery, *OPEN)
    _close(recovery, RecoveryState.DECLINED, by=by, capacity=capacity)


def invite_recovered(*, lifetime: timedelta) -> int:
    """Invite those for whom two people vouched and against whom nobody objected in time; return how many.

    If somebody edits the organisation again by then, or the candidate's account was closed, nothing is given.
    """
    invited = 0
    for recovery in queries.recoveries_due(at=now(), limit=CASES_A_RUN):
        organisation_id = _organisation_of(recovery)
        if queries.has_editor(organisation_id, at=now()) or not recovery.candidate.is_active:
            _close(recovery, RecoveryState.LAPSED, by=None)
            continue
        sponsor = next(one.person_id for one in recovery.vouches if one.side == Side.SECRETARIAT)
        invitation = offer_mandate(
            organisation_id,
            recovery.candidate,
            (Function.READ, Function.EDIT),
            by=sponsor,
            lifetime=lifetime,
            next_path=f"/organisations/{organisation_id}/people",
        )
        recovery.invitation_id = invitation.id
        send_invitation(invitation)
        _close(recovery, RecoveryState.INVITED, by=None)
        invited += 1
    return invited


def _close(recovery: Recovery, state: RecoveryState, *, by: UUID | None, capacity: str = "") -> None:
    """End a recovery and tell those who vouched, and the staff."""
    recovery.state, recovery.closed_at, recovery.closed_by = state, now(), by
    session.flush()
    _note("organisations.ended_recovery", recovery, by=by, capacity=capacity, state=state.value)
    vouched = session.scalars(select(Vouch.person_id).where(Vouch.recovery_id == recovery.id))
    _tell("recovery_ended", recovery, {*_staff(but=by), *(one for one in vouched if one != by)})


def _lock(recovery: Recovery, *states: RecoveryState) -> None:
    """Wait for others who change this recovery; raises `RecoveryNotOpen` if it is in no such state by now."""
    session.flush()
    session.refresh(recovery, with_for_update={"of": Recovery})
    if recovery.state not in states:
        raise RecoveryNotOpen


def _organisation_of(recovery: Recovery) -> UUID:
    """Return the organisation that is meant; the states that this is asked in all have one."""
    if recovery.organisation_id is None:
        raise RecoveryNotOpen
    return recovery.organisation_id


def _staff(*, but: UUID | None) -> set[UUID]:
    return {one.id for one in accounts.people_with_roles(ALL_SEEING, at=now())} - {but}


def _tell(kind: str, recovery: Recovery, person_ids: Iterable[UUID]) -> None:
    """Write to people about a recovery; hiding the organisation cancels what waits."""
    params = {"recovery_id": str(recovery.id)}
    if recovery.organisation_id:
        params["organisation_id"] = str(recovery.organisation_id)
    occurrence = f"{recovery.id}:{recovery.state}"
    notices.notify_many(NewNotice(kind, one, occurrence, params) for one in person_ids)


def _note(action: str, recovery: Recovery, *, by: UUID | None, capacity: str, **details: str) -> None:
    subject = ("organisation", recovery.organisation_id) if recovery.organisation_id else ("recovery", recovery.id)
    audit.record(action, *subject, by=by, capacity=capacity, details={"recovery": str(recovery.id), **details})
