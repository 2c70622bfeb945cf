"""Giving people the right to act for an organisation, and taking it back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Invitation, Person
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.notices import services as notices
from nswp_members.organisations import queries
from nswp_members.organisations.errors import FunctionsMissing, MandateEnded, MandatesHeld, RecoveryNeeded
from nswp_members.organisations.models import Function, Mandate, MandateOffer, Organisation
from nswp_members.organisations.services.drafts import forget_drafts_of


def offer_mandate(
    organisation_id: UUID,
    person: Person,
    functions: Iterable[str],
    *,
    by: UUID | None,
    lifetime: timedelta,
    next_path: str = "/dashboard",
    capacity: str = "",
) -> Invitation:
    """Invite a person to act for an organisation; the caller tells them. Raises `FunctionsMissing`."""
    wanted = _in_order(functions)
    if not wanted:
        raise FunctionsMissing
    invitation = accounts.invite(person=person, lifetime=lifetime, by=by, next_path=next_path)
    session.add(MandateOffer(invitation_id=invitation.id, organisation_id=organisation_id, functions=wanted))
    _note("organisations.offered_mandate", organisation_id, person.id, wanted, by=by, capacity=capacity)
    return invitation


@dataclass(frozen=True)
class NewOffer:
    """An offer to act for an organisation, to be made among many others."""

    organisation_id: UUID
    person_id: UUID
    next_path: str


def offer_mandates(
    offers: Sequence[NewOffer], functions: Iterable[str], *, by: UUID | None, lifetime: timedelta
) -> list[UUID]:
    """Make many offers in two statements; return the invitations' ids in the same order. The caller tells people.

    Nobody becomes editor of an organisation that has lost its editors merely by reading the mail of a contact.
    """
    wanted = _in_order(functions)
    lost = queries.orphaned({one.organisation_id for one in offers}, at=now()) if Function.EDIT in wanted else set()
    without_edit = [one for one in wanted if one != Function.EDIT]
    invited = [accounts.NewInvitation(person_id=one.person_id, next_path=one.next_path) for one in offers]
    invitation_ids = accounts.invite_many(invited, lifetime=lifetime, by=by)
    rows = [
        {
            "invitation_id": key,
            "organisation_id": one.organisation_id,
            "functions": without_edit if one.organisation_id in lost else wanted,
        }
        for key, one in zip(invitation_ids, offers, strict=True)
    ]
    if rows:
        session.execute(insert(MandateOffer), rows)
    for one, row in zip(offers, rows, strict=True):
        given: Any = row["functions"]
        _note("organisations.offered_mandate", one.organisation_id, one.person_id, given, by=by, capacity="")
    return invitation_ids


def invite_colleague(
    organisation: Organisation,
    *,
    email: str,
    functions: Collection[str],
    locale: str,
    by: UUID | None,
    lifetime: timedelta,
    next_path: str,
    capacity: str = "",
) -> Invitation:
    """Invite whoever has this address and send them the link.

    Raises `FunctionsMissing`, `MandatesHeld`, and `RecoveryNeeded` where a new editor has to be vouched for.
    """
    if Function.EDIT in functions and queries.orphaned([organisation.id], at=now()):
        raise RecoveryNeeded
    person = accounts.ensure_person(email=email, locale=locale)
    held = {one.function for one in queries.mandates_in_force(organisation.id, person_id=person.id, at=now())}
    missing = [one for one in functions if one not in held]
    if held and not missing:
        raise MandatesHeld
    invitation = offer_mandate(
        organisation.id,
        person,
        missing,
        by=by,
        lifetime=lifetime,
        next_path=next_path,
        capacity=capacity,
    )
    send_invitation(invitation)
    return invitation


def send_invitation(invitation: Invitation) -> None:
    """Mail the link of an invitation."""
    params = {"invitation_id": str(invitation.id)}
    notices.notify("invitation", invitation.person_id, occurrence=str(invitation.id), params=params)


def invite_again(offer: MandateOffer, *, by: UUID | None, lifetime: timedelta, capacity: str = "") -> Invitation:
    """Mail a new link in place of an older one, which stops working; raises `RecoveryNeeded`."""
    if Function.EDIT in offer.functions and queries.orphaned([offer.organisation_id], at=now()):
        raise RecoveryNeeded
    old = offer.invitation
    accounts.withdraw_invitation(old, by=by)
    invitation = offer_mandate(
        offer.organisation_id,
        old.person,
        offer.functions,
        by=by,
        lifetime=lifetime,
        next_path=old.next_path,
        capacity=capacity,
    )
    send_invitation(invitation)
    return invitation


def withdraw_offer(offer: MandateOffer, *, by: UUID | None) -> None:
    """Make an invitation's link useless."""
    accounts.withdraw_invitation(offer.invitation, by=by)


def grant_mandate(
    organisation_id: UUID,
    person_id: UUID,
    functions: Iterable[str],
    *,
    by: UUID | None,
    capacity: str = "",
) -> None:
    """Let a person act for an organisation from now on; what they may do already is not given twice."""
    at = now()
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    held = {one.function for one in queries.mandates_in_force(organisation_id, person_id=person_id, at=at)}
    missing = [one for one in _in_order(functions) if one not in held]
    for function in missing:
        session.add(
            Mandate(
                person_id=person_id,
                organisation_id=organisation_id,
                function=function,
                valid_from=at,
                granted_by=by,
            )
        )
    if missing:
        session.flush()
        _note("organisations.granted_mandate", organisation_id, person_id, missing, by=by, capacity=capacity)


def grant_offers_of(invitation_id: UUID, *, person_id: UUID) -> None:
    """Give a person all that an accepted invitation offered."""
    for offer in queries.offers_of(invitation_id):
        grant_mandate(offer.organisation_id, person_id, offer.functions, by=offer.invitation.invited_by)


def withdraw_offers_by(person_id: UUID, *, by: UUID | None) -> None:
    """Make useless what a person offered to others on behalf of the organisations they act for."""
    at = now()
    for capacity in queries.mandate_capacities(person_id, at):
        if capacity.organisation_id is not None:
            for offer in queries.open_offers(capacity.organisation_id, at=at, invited_by=person_id):
                accounts.withdraw_invitation(offer.invitation, by=by)


def end_mandate(mandate: Mandate, *, by: UUID | None, capacity: str = "") -> None:
    """Take a right back from this moment; raises `MandateEnded`.

    Whoever may no longer edit leaves no draft and no open invitation behind, and nobody one that offers what they lost.
    """
    session.refresh(mandate, ["valid_from", "valid_until"], with_for_update=True)
    at = now()
    if not mandate.is_in_force(at):
        raise MandateEnded
    mandate.valid_until = at
    mandate.ended_by = by
    if mandate.function == Function.EDIT:
        forget_drafts_of(mandate.person_id, organisation_id=mandate.organisation_id)
    for offer in queries.open_offers(mandate.organisation_id, at=at, invited_by=mandate.person_id):
        offers_what_was_lost = mandate.function != Function.READ and mandate.function in offer.functions
        if mandate.function == Function.EDIT or offers_what_was_lost:
            accounts.withdraw_invitation(offer.invitation, by=by)
    _note(
        "organisations.ended_mandate",
        mandate.organisation_id,
        mandate.person_id,
        [mandate.function],
        by=by,
        capacity=capacity,
    )


def _in_order(functions: Iterable[str]) -> list[str]:
    """Return known functions once each, in their order; whoever may do anything may also read."""
    wanted = {Function(one) for one in functions}
    return [one.value for one in Function if one in wanted or (wanted and one == Function.READ)]


def _note(
    action: str,
    organisation_id: UUID,
    person_id: UUID,
    functions: list[str],
    *,
    by: UUID | None,
    capacity: str,
) -> None:
    audit.record(
        action,
        "organisation",
        organisation_id,
        by=by,
        capacity=capacity,
        details={"person": str(person_id), "functions": functions},
    )
