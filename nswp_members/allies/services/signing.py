"""Signing a letter for a member, and taking that back."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.allies.errors import AlreadySigned, MoveNotPossible, NotOpen
from nswp_members.allies.models import Letter, LetterSignature
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Listing, Organisation


@dataclass(frozen=True)
class Signature:
    """Who signs for a member, and what may be said of it in public."""

    name: str
    function: str
    may_count: bool = False
    may_name: bool = False
    may_name_signatory: bool = False


def sign_letter(letter: Letter, organisation: Organisation, signature: Signature, *, by: UUID | None) -> None:
    """Let a member sign a letter; raises `NotOpen`, and `AlreadySigned` (also if somebody is quicker)."""
    session.scalar(select(Letter.id).where(Letter.id == letter.id).with_for_update(read=True))
    session.refresh(letter)
    if not letter.takes_signatures(now().date()) or organisation.listing == Listing.WITHDRAWN:
        raise NotOpen
    statement = insert(LetterSignature).values(
        id=uuid4(),
        letter_id=letter.id,
        organisation_id=organisation.id,
        signed_at=now(),
        may_count=signature.may_count,
        may_name=signature.may_name,
        may_name_signatory=signature.may_name and signature.may_name_signatory,
        signatory_id=by,
        signatory_name=signature.name,
        signatory_function=signature.function,
    )
    added = session.scalar(
        statement.on_conflict_do_nothing(
            index_elements=["letter_id", "organisation_id"], index_where=LetterSignature.withdrawn_at.is_(None)
        ).returning(LetterSignature.id)
    )
    if added is None:
        raise AlreadySigned
    audit.record("letters.signed", "organisation", organisation.id, by=by, details={"letter": str(letter.id)})


def withdraw_signature(signature: LetterSignature, *, by: UUID | None) -> None:
    """Take a member's signature back, at any time; raises `MoveNotPossible` if somebody was quicker."""
    session.flush()
    session.refresh(signature, with_for_update={"of": LetterSignature})
    if signature.withdrawn_at is not None:
        raise MoveNotPossible
    signature.withdrawn_at, signature.withdrawn_by = now(), by
    audit.record(
        "letters.withdrew_signature",
        "organisation",
        signature.organisation_id,
        by=by,
        details={"letter": str(signature.letter_id)},
    )
