"""What all pages about the Board have in common."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.viewers import Viewer
from nswp_members.governance import queries
from nswp_members.governance.labels import BEGAN_LABELS, ENDED_LABELS, area_name, seat_name
from nswp_members.governance.models import BoardSeat, SeatTerm

blueprint = Blueprint("governance", __name__, url_prefix="/governance")
Answer = str | BaseResponse


def seat_or_404(seat_code: str) -> BoardSeat:
    """Return a seat by the code in an address."""
    return queries.seat(seat_code) or abort(404)


def term_or_404(term_id: UUID) -> SeatTerm:
    """Return a term that counts by the id in an address."""
    found = queries.term(term_id)
    if found is None or found.is_void:
        abort(404)
    return found


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts in which capacity, as services take it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


def term_years() -> int:
    """Return the length of a full term."""
    return int(current_app.config["BOARD_TERM_YEARS"])


def words() -> dict[str, Any]:
    """Return the words that templates need for codes."""
    return {
        "area_name": area_name,
        "seat_name": seat_name,
        "began_labels": BEGAN_LABELS,
        "ended_labels": ENDED_LABELS,
    }
