"""What happens to accounts."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class InvitationAccepted:
    """A person took up an invitation."""

    invitation_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class PasswordResetRequested:
    """Somebody asked for a new password, for an address that may or may not be known."""

    reset_id: UUID


@dataclass(frozen=True)
class AccountClosed:
    """A person's account was closed, by another person or by the app itself."""

    person_id: UUID
    by: UUID | None
