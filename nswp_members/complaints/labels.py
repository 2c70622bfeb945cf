"""Words for the codes of complaints."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.complaints.models import EntryKind, Kind, Outcome, Received
from nswp_members.complaints.states import Move, State

STATE_LABELS: dict[str, Any] = {
    State.RECEIVED: _l("Received"),
    State.ACKNOWLEDGED: _l("Acknowledged"),
    State.ASSESSED: _l("Assessed"),
    State.HEARD: _l("Both sides heard"),
    State.DECIDED: _l("Decided"),
    State.APPEAL: _l("On appeal"),
    State.CLOSED: _l("Closed"),
}
KIND_LABELS: dict[str, Any] = {
    Kind.CONDUCT: _l("Conduct of people"),
    Kind.VALUES: _l("Acting against shared values"),
    Kind.SAFETY: _l("Safety and harm"),
    Kind.MONEY: _l("Money"),
    Kind.ELECTION: _l("Elections and votes"),
    Kind.OTHER: _l("Something else"),
}
RECEIVED_LABELS: dict[str, Any] = {
    Received.EMAIL: _l("By e-mail"),
    Received.LETTER: _l("By letter"),
    Received.CALL: _l("By phone"),
    Received.TALK: _l("In person"),
}
OUTCOME_LABELS: dict[str, Any] = {
    Outcome.NONE: _l("No measure"),
    Outcome.WARNING: _l("Warning"),
    Outcome.SUSPENSION: _l("Suspension of membership"),
    Outcome.EXPULSION: _l("Expulsion"),
}
MOVE_LABELS: dict[str, Any] = {
    Move.ACKNOWLEDGE: _l("Note as acknowledged"),
    Move.ASSESS: _l("Note as assessed"),
    Move.HEAR: _l("Note that both sides were heard"),
    Move.APPEAL: _l("Note an appeal"),
    Move.CLOSE: _l("Close the complaint"),
}
MOVE_HINTS: dict[str, Any] = {
    Move.ACKNOWLEDGE: _l("Tell whoever complained that it has arrived, who looks after it and what comes next."),
    Move.ASSESS: _l("Look whether it concerns the network, and what is needed to judge it."),
    Move.HEAR: _l("Give both sides the chance to tell what happened, each on its own if they wish."),
    Move.APPEAL: _l("Either side can ask for the decision to be looked at again. Somebody else then decides."),
    Move.CLOSE: _l("Nothing can be added afterwards. After a time all names and notes are deleted."),
}
ENTRY_LABELS: dict[str, Any] = {
    EntryKind.NOTE: _l("Note"),
    EntryKind.ADDED: _l("Handler added"),
    EntryKind.REMOVED: _l("Handler removed"),
    EntryKind.CONFLICT: _l("Conflict of interest declared"),
    Move.ACKNOWLEDGE: _l("Acknowledged"),
    Move.ASSESS: _l("Assessed"),
    Move.HEAR: _l("Both sides heard"),
    Move.DECIDE: _l("Decided"),
    Move.APPEAL: _l("Appeal"),
    Move.SETTLE: _l("Decided on the appeal"),
    Move.CLOSE: _l("Closed"),
}
