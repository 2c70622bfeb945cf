"""Words for what moves between networks and their members."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.networks.models import Move, State

MOVE_LABELS: dict[str, Any] = {
    Move.JOIN: _l("Asks to join"),
    Move.LEAVE: _l("Leaves the network"),
    Move.END: _l("The network ends the membership"),
}
STATE_LABELS: dict[str, Any] = {
    State.ASKED: _l("Waits for an answer"),
    State.APPROVED: _l("Approved"),
    State.DECLINED: _l("Declined"),
    State.WITHDRAWN: _l("Taken back"),
    State.EXPIRED: _l("Not answered in time"),
    State.PLANNED: _l("Planned"),
    State.DONE: _l("Done"),
}
STATE_TONES: dict[str, str] = {
    State.ASKED: "warn",
    State.APPROVED: "good",
    State.DECLINED: "bad",
    State.WITHDRAWN: "neutral",
    State.EXPIRED: "neutral",
    State.PLANNED: "info",
    State.DONE: "neutral",
}
