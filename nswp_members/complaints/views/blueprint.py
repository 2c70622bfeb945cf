"""What the pages of the register have in common."""

from uuid import UUID

from flask import Blueprint, abort, current_app
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.complaints import labels, queries
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.services import Deadlines
from nswp_members.core.db import today

blueprint = Blueprint("complaints", __name__, url_prefix="/complaints")
Answer = str | BaseResponse
SOON_DAYS = 7


@blueprint.context_processor
def words() -> dict[str, object]:
    """Give the templates the words for codes."""
    return {
        "state_labels": labels.STATE_LABELS,
        "kind_labels": labels.KIND_LABELS,
        "received_labels": labels.RECEIVED_LABELS,
        "outcome_labels": labels.OUTCOME_LABELS,
        "move_labels": labels.MOVE_LABELS,
        "move_hints": labels.MOVE_HINTS,
        "entry_labels": labels.ENTRY_LABELS,
        "days_left": lambda day: (day - today()).days,
        "soon": SOON_DAYS,
    }


def load(complaint_id: UUID) -> Complaint:
    """Return a complaint in the viewer's hands; any other is as absent as none."""
    return queries.complaint_for(current_viewer(), complaint_id) or abort(404)


def person(viewer: Viewer) -> UUID:
    """Return who acts."""
    return viewer.person_id or abort(404)


def deadlines() -> Deadlines:
    """Return the deadlines of this installation."""
    return Deadlines.of(current_app.config)
