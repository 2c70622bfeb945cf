"""Handing over to a successor: the leaving person stays until the other one has accepted."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.organisations import queries
from nswp_members.organisations.errors import HandOverToOneself, NothingToHandOver
from nswp_members.organisations.models import Function, HandOver, Organisation
from nswp_members.organisations.services.contacts import remove_contact, save_contact
from nswp_members.organisations.services.mandates import end_mandate, offer_mandate, send_invitation


def start_hand_over(
    organisation: Organisation,
    successor: Person,
    *,
    by: UUID,
    lifetime: timedelta,
    next_path: str,
    capacity: str = "",
) -> HandOver:
    """Offer a successor all that an editor may do; an earlier try of the same editor is taken back.

    Raises `HandOverToOneself`, and `NothingToHandOver` for somebody who does not edit.
    """
    if successor.id == by:
        raise HandOverToOneself
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    held = {one.function for one in queries.mandates_in_force(organisation.id, person_id=by, at=now())}
    if Function.EDIT not in held:
        raise NothingToHandOver
    if earlier := queries.unfinished_hand_over(organisation.id, by):
        take_back_hand_over(earlier, by=by, capacity=capacity)
    invitation = offer_mandate(
        organisation.id, successor, held, by=by, lifetime=lifetime, next_path=next_path, capacity=capacity
    )
    hand_over = HandOver(
        organisation_id=organisation.id,
        from_person_id=by,
        to_person_id=successor.id,
        invitation_id=invitation.id,
        started_at=now(),
    )
    session.add(hand_over)
    session.flush()
    _note("organisations.started_hand_over", hand_over, by=by, capacity=capacity)
    send_invitation(invitation)
    return hand_over


def take_back_hand_over(hand_over: HandOver, *, by: UUID | None, capacity: str = "") -> None:
    """Forget a hand-over that nobody accepted; its invitation stops working."""
    if hand_over.invitation.is_open(now()):
        accounts.withdraw_invitation(hand_over.invitation, by=by)
    _note("organisations.took_back_hand_over", hand_over, by=by, capacity=capacity)
    session.delete(hand_over)
    session.flush()


def complete_hand_over(invitation_id: UUID) -> None:
    """Let the leaving person go now that the successor has accepted; nothing happens for any other invitation.

    The successor takes their place among the contacts. What was safe for one is not known to be safe for the other.
    """
    hand_over = queries.hand_over_by(invitation_id)
    if hand_over is None:
        return
    hand_over.completed_at = now()
    session.flush()
    leaving, successor = hand_over.from_person, hand_over.to_person
    organisation = session.get_one(Organisation, hand_over.organisation_id)
    for mandate in queries.mandates_in_force(organisation.id, person_id=leaving.id, at=now()):
        end_mandate(mandate, by=leaving.id)
    _replace_contact(organisation, leaving, successor)
    _note("organisations.completed_hand_over", hand_over, by=successor.id)
    notices.notify("hand_over_done", leaving.id, occurrence=str(hand_over.id), params={})


def _replace_contact(organisation: Organisation, leaving: Person, successor: Person) -> None:
    """Put the successor where the leaving person stood among the contacts, once at most."""
    known = {one.email_lookup for one in organisation.contacts}
    for contact in [one for one in organisation.contacts if one.email_lookup == leaving.email_lookup]:
        if successor.email_lookup in known:
            remove_contact(organisation, contact, by=successor.id)
            continue
        save_contact(
            organisation,
            contact,
            name=successor.name,
            email=successor.email,
            phone="",
            function=contact.function,
            locale=successor.locale,
            by=successor.id,
        )
        known.add(successor.email_lookup)


def _note(action: str, hand_over: HandOver, *, by: UUID | None, capacity: str = "") -> None:
    audit.record(
        action,
        "organisation",
        hand_over.organisation_id,
        by=by,
        capacity=capacity,
        details={"from": str(hand_over.from_person_id), "to": str(hand_over.to_person_id)},
    )
