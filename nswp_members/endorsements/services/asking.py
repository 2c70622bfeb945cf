"""Asking organisations to endorse: many at once, in one transaction, each of them and each person once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.endorsements import queries
from nswp_members.endorsements.errors import AudienceChanged, NobodyToAsk
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import EndorsementRequest, RequestRecipient
from nswp_members.endorsements.queries.audience import Addressee
from nswp_members.endorsements.services.history import add_lines
from nswp_members.endorsements.services.inviting import Invited, invite_contacts
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice
from nswp_members.statements.models import StatementVersion


def ask_to_endorse(
    version: StatementVersion,
    organisation_ids: Sequence[UUID],
    *,
    by: UUID | None,
    lifetime: timedelta,
    request_id: UUID | None = None,
    expected: int | None = None,
    filters: dict[str, Any] | None = None,
) -> UUID:
    """Write to those who may endorse for these organisations, else invite their contacts to; return the request.

    A ``request_id`` that was used before changes nothing, so that a second click sends nothing. ``lifetime`` is
    that of the invitations, ``expected`` how many organisations the preview promised. Raises `AudienceChanged`,
    `NobodyToAsk`.
    """
    key = request_id or uuid4()
    at = now()
    if not _is_first(key, version_id=version.id, asked_by=by, asked_at=at, filters=filters or {}):
        return key
    if expected is not None and expected != len(organisation_ids):
        raise AudienceChanged
    addressees = queries.addressees_of(list(organisation_ids), at)
    if not addressees:
        raise NobodyToAsk
    contacts = [one for one in addressees if not one.is_mandated]
    letters = [
        *(_reminder(one, key) for one in addressees if one.is_mandated),
        *(_invitation(one, key) for one in invite_contacts(contacts, by=by, lifetime=lifetime)),
    ]
    _send(key, letters)
    asked = {one.organisation_id for one in addressees}
    add_lines(sorted(asked), version.id, Act.INVITED, by=by, source="request")
    audit.record(
        "endorsements.asked",
        "endorsement_request",
        key,
        by=by,
        details={"organisations": len(asked), "letters": len(letters)},
    )
    return key


def _is_first(request_id: UUID, **values: Any) -> bool:
    """Whether no click before this one wrote the request."""
    added = session.scalar(
        insert(EndorsementRequest)
        .values(id=request_id, **values)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(EndorsementRequest.id)
    )
    return added is not None


Letter = tuple[UUID, UUID | None, NewNotice]
"""The organisation asked, the invitation if there is one, and the notice that carries the request."""


def _send(request_id: UUID, letters: Sequence[Letter]) -> None:
    """Put the letters into the outbox and note who gets which."""
    sent = notices.notify_many([notice for _, _, notice in letters])
    session.execute(
        insert(RequestRecipient),
        [
            {
                "request_id": request_id,
                "organisation_id": organisation_id,
                "person_id": notice.person_id,
                "notice_id": sent[notice.person_id, notice.occurrence],
                "invitation_id": invitation_id,
            }
            for organisation_id, invitation_id, notice in letters
        ],
    )


def _reminder(addressee: Addressee, request_id: UUID) -> Letter:
    """Return the letter to a person who may endorse already."""
    if addressee.person_id is None:
        raise ValueError("Only a person can hold a mandate.")
    key = addressee.organisation_id
    notice = NewNotice(
        "endorsement_request",
        addressee.person_id,
        occurrence=_occurrence(request_id, key),
        params={"organisation_id": str(key)},
    )
    return key, None, notice


def _invitation(invited: Invited, request_id: UUID) -> Letter:
    """Return the letter that carries an invitation."""
    key = invited.organisation_id
    notice = NewNotice(
        "endorsement_invitation",
        invited.person_id,
        occurrence=_occurrence(request_id, key),
        params={"invitation_id": str(invited.invitation_id)},
    )
    return key, invited.invitation_id, notice


def _occurrence(request_id: UUID, organisation_id: UUID) -> str:
    """Return what makes the letter to a person the only one for this organisation in this request."""
    return f"{request_id}:{organisation_id}"
