"""Every change to people, their roles and their ways of signing in."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from nswp_members.accounts import passwords, queries
from nswp_members.accounts.errors import (
    DateGone,
    LastAdministrator,
    LinkExpired,
    RoleHeldAlready,
    ScopeMissing,
    WrongPassword,
)
from nswp_members.accounts.events import AccountClosed, InvitationAccepted, PasswordResetRequested
from nswp_members.accounts.models import (
    Invitation,
    PasswordReset,
    Person,
    RoleAssignment,
    SignIn,
    email_lookup,
)
from nswp_members.accounts.viewers import REGION_ROLES, STAFF_ROLES, Role
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish

MAX_OPEN_RESETS = 3
NOBODY = UUID(int=0)


def ensure_person(*, email: str, name: str = "", locale: str = "en") -> Person:
    """Return the person with this address, adding one without an account if there is none."""
    address = email.strip().lower()
    if found := queries.person_by_email(address):
        return found
    person = Person(email=address, email_lookup=email_lookup(address), name=name, locale=locale, created_at=now())
    session.add(person)
    session.flush()
    return person


def set_password(person: Person, password: str) -> None:
    """Give a person a password; raises `WeakPassword`."""
    passwords.require_strong(password, about=[person.email, person.name])
    person.password_hash = passwords.hash_password(password)
    person.password_changed_at = now()


def invite(*, person: Person, lifetime: timedelta, by: UUID | None, next_path: str = "/dashboard") -> Invitation:
    """Offer an account to a person, or a mandate to one who has an account already."""
    at = now()
    invitation = Invitation(
        person_id=person.id,
        person=person,
        invited_by=by,
        nonce=secrets.token_hex(16),
        next_path=next_path,
        created_at=at,
        expires_at=at + lifetime,
    )
    session.add(invitation)
    session.flush()
    audit.record("accounts.invited", "person", person.id, by=by)
    return invitation


def accept_invitation(invitation: Invitation, *, name: str, password: str | None, locale: str) -> Person:
    """Take up an invitation: set name, language and, for a new account, the password; raises `LinkExpired`."""
    session.refresh(invitation, with_for_update={"of": Invitation})
    at = now()
    person = invitation.person
    if not invitation.is_open(at) or not person.is_active:
        raise LinkExpired
    if not person.has_account:
        person.name = name
        person.locale = locale
        set_password(person, password or "")
    invitation.accepted_at = at
    audit.record("accounts.accepted_invitation", "invitation", invitation.id, by=person.id)
    publish(InvitationAccepted(invitation_id=invitation.id, person_id=person.id))
    return person


def withdraw_invitation(invitation: Invitation, *, by: UUID | None) -> None:
    """Make an invitation's link useless."""
    invitation.withdrawn_at = now()
    audit.record("accounts.withdrew_invitation", "invitation", invitation.id, by=by)


def start_sign_in(person: Person, *, limits: Mapping[str, Any]) -> tuple[SignIn, str]:
    """Record a new sign-in and return it with the secret token that the browser's session will hold."""
    at = now()
    token = secrets.token_urlsafe(32)
    idle, lifetime = _limits_of(person, at, limits)
    sign_in = SignIn(
        person_id=person.id,
        person=person,
        token_hash=queries.token_hash(token),
        created_at=at,
        last_seen_at=at,
        idle_after=at + idle,
        expires_at=at + lifetime,
    )
    session.add(sign_in)
    session.flush()
    audit.record("accounts.signed_in", "person", person.id, by=person.id)
    return sign_in, token


def note_presence(sign_in: SignIn, *, at: datetime, limits: Mapping[str, Any]) -> None:
    """Push the idle limit of a sign-in forward."""
    sign_in.last_seen_at = at
    sign_in.idle_after = at + _limits_of(sign_in.person, at, limits)[0]


def _limits_of(person: Person, at: datetime, limits: Mapping[str, Any]) -> tuple[timedelta, timedelta]:
    """Return idle limit and lifetime: shorter for the secretariat (security notes, control C12)."""
    roles = {Role(one.role) for one in queries.roles_in_force(person.id, at=at)}
    kind = "STAFF" if roles & STAFF_ROLES else "MEMBER"
    return limits[f"{kind}_IDLE"], limits[f"{kind}_LIFETIME"]


def end_sign_in(sign_in: SignIn, *, by: UUID) -> None:
    """Sign one browser out."""
    sign_in.ended_at = now()
    audit.record("accounts.signed_out", "person", sign_in.person_id, by=by)


def end_all_sign_ins(person_id: UUID, *, by: UUID | None) -> None:
    """Sign a person out everywhere."""
    session.execute(
        update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=now())
    )
    audit.record("accounts.signed_out_everywhere", "person", person_id, by=by)


def request_password_reset(email: str, *, lifetime: timedelta) -> None:
    """Note the wish for a new password; does the same work whether or not the address is known."""
    person = queries.person_by_email(email)
    at = now()
    reset = PasswordReset(
        person_id=_wants_link(person, at),
        nonce=secrets.token_hex(16),
        created_at=at,
        expires_at=at + lifetime,
    )
    session.add(reset)
    session.flush()
    publish(PasswordResetRequested(reset_id=reset.id))


def _wants_link(person: Person | None, at: datetime) -> UUID | None:
    """Return whom to mail a link: the owner of an account, unless several open links wait in the mailbox."""
    known = person.id if person and person.has_account else None
    waiting = queries.open_resets(known or NOBODY, at=at)
    return known if waiting < MAX_OPEN_RESETS else None


def reset_password(reset: PasswordReset, *, password: str) -> Person:
    """Set a new password by link and sign every browser out; raises `LinkExpired`, `WeakPassword`."""
    session.refresh(reset, with_for_update={"of": PasswordReset})
    at = now()
    if not reset.is_open(at) or reset.person is None or not reset.person.has_account:
        raise LinkExpired
    set_password(reset.person, password)
    _close_resets(reset.person.id, at)
    end_all_sign_ins(reset.person.id, by=reset.person.id)
    audit.record("accounts.reset_password", "person", reset.person.id, by=reset.person.id)
    return reset.person


def change_password(person: Person, *, current: str, new: str) -> None:
    """Change one's password and sign every browser out; raises `WrongPassword`, `WeakPassword`."""
    if not passwords.matches(current, person.password_hash):
        raise WrongPassword
    set_password(person, new)
    _close_resets(person.id, now())
    end_all_sign_ins(person.id, by=person.id)
    audit.record("accounts.changed_password", "person", person.id, by=person.id)


def _close_resets(person_id: UUID, at: datetime) -> None:
    """Make every reset link of a person useless."""
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )


def change_settings(person: Person, *, name: str, locale: str) -> None:
    """Change one's name and language."""
    person.name = name
    person.locale = locale
    audit.record("accounts.changed_settings", "person", person.id, by=person.id)


def assign_role(
    *,
    person: Person,
    role: Role,
    by: UUID | None,
    region_code: str | None = None,
    organisation_id: UUID | None = None,
    valid_until: datetime | None = None,
) -> RoleAssignment:
    """Give a person a role from now on; raises `ScopeMissing`, `DateGone`, `RoleHeldAlready`.

    A new role of the secretariat signs the person out everywhere, so that its shorter limits hold at once.
    """
    at = now()
    region_code, organisation_id = _scope_of(role, region_code, organisation_id)
    if valid_until is not None and valid_until <= at:
        raise DateGone
    session.scalar(select(Person.id).where(Person.id == person.id).with_for_update())
    held = {(one.role, one.region_code, one.organisation_id) for one in queries.roles_in_force(person.id, at=at)}
    if (role, region_code, organisation_id) in held:
        raise RoleHeldAlready
    assignment = RoleAssignment(
        person_id=person.id,
        role=role,
        region_code=region_code,
        organisation_id=organisation_id,
        valid_from=at,
        valid_until=valid_until,
        granted_by=by,
    )
    session.add(assignment)
    session.flush()
    details = {"role": role.value, "region": region_code, "network": organisation_id and str(organisation_id)}
    audit.record("accounts.assigned_role", "person", person.id, by=by, details=details)
    if role in STAFF_ROLES:
        end_all_sign_ins(person.id, by=by)
    return assignment


def _scope_of(role: Role, region_code: str | None, organisation_id: UUID | None) -> tuple[str | None, UUID | None]:
    """Return the part of a scope that the role needs; raises `ScopeMissing`, pointing at the form's field."""
    region = region_code if role in REGION_ROLES else None
    network = organisation_id if role == Role.NETWORK_VERIFIER else None
    if role in REGION_ROLES and not region:
        raise ScopeMissing(field="region_code")
    if role == Role.NETWORK_VERIFIER and not network:
        raise ScopeMissing(field="organisation_id")
    return region, network


def end_role(assignment: RoleAssignment, *, by: UUID | None) -> None:
    """Take a role away, from this moment; raises `LastAdministrator`."""
    if assignment.role == Role.ADMINISTRATOR:
        _require_other_administrator(assignment.person_id)
    assignment.valid_until = now()
    audit.record("accounts.ended_role", "person", assignment.person_id, by=by, details={"role": assignment.role})


def _require_other_administrator(person_id: UUID) -> None:
    """Raise `LastAdministrator` unless somebody else stays an administrator for good."""
    others = {one.person_id for one in queries.lasting_administrators(for_update=True)} - {person_id}
    if not others:
        raise LastAdministrator


def deactivate(person: Person, *, by: UUID | None) -> None:
    """Close a person's account and sign them out everywhere; raises `LastAdministrator`."""
    if not person.is_active:
        return
    if any(one.person_id == person.id for one in queries.lasting_administrators(for_update=True)):
        _require_other_administrator(person.id)
    person.is_active = False
    at = now()
    for invitation in queries.open_invitations(person.id, at=at):
        withdraw_invitation(invitation, by=by)
    _close_resets(person.id, at)
    end_all_sign_ins(person.id, by=by)
    audit.record("accounts.deactivated", "person", person.id, by=by)
    publish(AccountClosed(person_id=person.id, by=by))


def reactivate(person: Person, *, by: UUID | None) -> None:
    """Open a closed account again; the person signs in with the password they had."""
    if person.is_active:
        return
    person.is_active = True
    audit.record("accounts.reactivated", "person", person.id, by=by)


def suspend_mail(person_id: UUID) -> None:
    """Send no more mail to an address that does not exist (a permanent refusal)."""
    person = session.scalar(select(Person).where(Person.id == person_id))
    if person and person.mail_suspended_at is None:
        person.mail_suspended_at = now()
        audit.record("accounts.suspended_mail", "person", person_id, by=None)
