"""Leading a consultation through its life."""

from datetime import datetime

from nswp_members.audit import services as audit
from nswp_members.consultations import queries
from nswp_members.consultations.models import State


def close_due(*, at: datetime) -> None:
    """Close the consultations whose time has run out."""
    for one in queries.due_to_close(at=at):
        one.state, one.closed_at = State.CLOSED, at
        audit.record("consultations.closed", "consultation", one.id, by=None)
