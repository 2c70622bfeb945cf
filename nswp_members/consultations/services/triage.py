"""Keeping the register of what outside bodies ask."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.consultations.errors import ConsultationMoved, DecisionIncomplete
from nswp_members.consultations.models import Decision, OutsideRequest
from nswp_members.core.db import now, session


@dataclass(frozen=True)
class RequestDetails:
    """What is known of a request; see `OutsideRequest`."""

    requested_by: str
    contact: str
    topic: str
    received_on: date
    answer_by: date | None
    effort: Decimal | None = None
    outcome: str = ""
    is_done: bool = False
    consultation_id: UUID | None = None


def enter_request(new: RequestDetails, *, by: UUID | None) -> OutsideRequest:
    """Enter a request that waits for a decision."""
    made = OutsideRequest(**asdict(new), created_by=by, created_at=now(), version=1)
    session.add(made)
    session.flush()
    audit.record("consultations.request_entered", "consultation_request", made.id, by=by)
    return made


def change_request(found: OutsideRequest, new: RequestDetails, *, seen: int, by: UUID | None) -> None:
    """Change what is known of a request. Raises `ConsultationMoved` if another version was seen."""
    _hold(found, seen)
    for name, value in asdict(new).items():
        setattr(found, name, value)
    _note(found, "consultations.request_changed", by)


def decide_request(
    found: OutsideRequest, decision: Decision, *, reason: str, day: date, seen: int, by: UUID | None
) -> None:
    """Decide on a request, or decide anew. Raises `DecisionIncomplete`, `ConsultationMoved`."""
    _hold(found, seen)
    if decision != Decision.WAITING and not reason:
        raise DecisionIncomplete
    found.decision, found.reason = decision.value, reason
    found.decided_on = None if decision == Decision.WAITING else day
    _note(found, "consultations.request_decided", by)


def _hold(found: OutsideRequest, seen: int) -> None:
    session.flush()
    session.refresh(found, with_for_update={"of": OutsideRequest})
    if found.version != seen:
        raise ConsultationMoved


def _note(found: OutsideRequest, action: str, by: UUID | None) -> None:
    found.version += 1
    audit.record(action, "consultation_request", found.id, by=by)
