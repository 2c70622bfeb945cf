"""Inviting people on behalf of the network rather than of one organisation."""

from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, RoleAssignment
from nswp_members.governance import queries as governance
from nswp_members.governance.errors import RoleComesFromASeat
from nswp_members.notices import services as notices


def invite(*, email: str, locale: str, lifetime: timedelta, by: UUID | None) -> Person:
    """Invite whoever has this address; somebody with an account, open or closed, is left as they are."""
    person = accounts.ensure_person(email=email, locale=locale)
    if person.password_hash is None:
        invite_again(person, lifetime=lifetime, by=by)
    return person


def invite_again(person: Person, *, lifetime: timedelta, by: UUID | None) -> None:
    """Mail one more invitation link; earlier ones, which may bring mandates, go on working."""
    invitation = accounts.invite(person=person, lifetime=lifetime, by=by)
    notices.notify(
        "invitation",
        person.id,
        occurrence=str(invitation.id),
        params={"invitation_id": str(invitation.id)},
    )


def end_role(assignment: RoleAssignment, *, by: UUID | None) -> None:
    """Take a role away that was given by hand; raises `RoleComesFromASeat`, `LastAdministrator`."""
    if governance.terms_of_roles([assignment.id]):
        raise RoleComesFromASeat
    accounts.end_role(assignment, by=by)
