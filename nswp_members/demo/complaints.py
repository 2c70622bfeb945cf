"""Invented complaints in the hands of the demonstration's secretariat."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint, Outcome
from nswp_members.complaints.services import Deadlines, NewComplaint
from nswp_members.complaints.states import Move
from nswp_members.core.db import today
from nswp_members.demo.people import MEMBER
from nswp_members.organisations.models import Organisation

DEADLINES = Deadlines(*(timedelta(days=days) for days in (14, 90, 30, 730)))


def register_complaints(staff: UUID, colleague: UUID, by_name: Mapping[str, Organisation]) -> None:
    """Register one complaint that has come some way, one decided, and one that nobody has acknowledged in time."""
    heard = _register(
        staff, 60, "money", "The treasurer of a group", "Two members were not paid back their travel costs."
    )
    services.add_handler(heard, colleague, by=staff)
    services.add_note(heard, "Spoke with the bookkeeper, who sends copies of the receipts.", by=staff)
    _go(heard, staff, Move.ACKNOWLEDGE, Move.ASSESS, Move.HEAR)
    decided = _register(
        staff, 80, "values", "A text on its website", "It calls for the arrest of clients.", by_name[MEMBER].id
    )
    _go(decided, staff, Move.ACKNOWLEDGE, Move.ASSESS, Move.HEAR)
    reason = "The text was taken down during the talks, and the group explained it to its members."
    services.decide(decided, Outcome.WARNING, reason, expected_version=decided.version, by=staff, deadlines=DEADLINES)
    _register(staff, 20, "conduct", "A speaker at a regional meeting", "Somebody was filmed against her will.")


def _register(
    staff: UUID, days: int, kind: str, about: str, summary: str, organisation_id: UUID | None = None
) -> Complaint:
    new = NewComplaint(
        kind=kind,
        received_on=today() - timedelta(days=days),
        received_via="email",
        about=about,
        complainant_name="Somebody who took part",
        complainant_contact="Through her own organisation",
        summary=summary,
        about_organisation_id=organisation_id,
    )
    return services.register(new, by=staff, deadlines=DEADLINES)


def _go(complaint: Complaint, staff: UUID, *steps: Move) -> None:
    for step in steps:
        services.move(complaint, step, expected_version=complaint.version, by=staff, deadlines=DEADLINES)
