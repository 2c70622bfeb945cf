"""Closing an account and opening it again."""

from uuid import UUID

from nswp_members.accounts import queries
from nswp_members.accounts.events import AccountClosed
from nswp_members.accounts.models import (
    Person,
)
from nswp_members.accounts.services.credentials import close_resets
from nswp_members.accounts.services.invitations import withdraw_invitation
from nswp_members.accounts.services.roles import require_other_administrator
from nswp_members.accounts.services.sign_ins import end_all_sign_ins
from nswp_members.audit import services as audit
from nswp_members.core.db import now
from nswp_members.core.events import publish


def deactivate(person: Person, *, by: UUID | None) -> None:
    """Close a person's account and sign them out everywhere; raises `LastAdministrator`."""
    if not person.is_active:
        return
    if any(one.person_id == person.id for one in queries.lasting_administrators(for_update=True)):
        require_other_administrator(person.id)
    person.is_active = False
    at = now()
    for invitation in queries.open_invitations(person.id, at=at):
        withdraw_invitation(invitation, by=by)
    close_resets(person.id, at)
    end_all_sign_ins(person.id, by=by)
    audit.record("accounts.deactivated", "person", person.id, by=by)
    publish(AccountClosed(person_id=person.id, by=by))


def reactivate(person: Person, *, by: UUID | None) -> None:
    """Open a closed account again; the person signs in with the password they had."""
    if person.is_active:
        return
    person.is_active = True
    audit.record("accounts.reactivated", "person", person.id, by=by)
