"""The words for states, channels and reasons."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.applications.deciding.likeness import Reason
from nswp_members.applications.models import Channel
from nswp_members.applications.states import OPEN, State

CHANNEL_LABELS: dict[str, Any] = {
    Channel.EMAIL: _l("By e-mail"),
    Channel.PAPER: _l("On paper"),
}
REASON_LABELS: dict[str, Any] = {
    Reason.SAME_NAME: _l("same name"),
    Reason.SIMILAR_NAME: _l("similar name"),
    Reason.SAME_COUNTRY: _l("same country"),
    Reason.SAME_ADDRESS: _l("same e-mail address as a contact"),
    Reason.SAME_PERSON: _l("same e-mail address as a person who acts or acted for it"),
    Reason.SAME_WEBSITE: _l("same website"),
}
TALLY_COLUMNS: dict[tuple[str, ...], Any] = {
    tuple(sorted(OPEN)): _l("Open"),
    (State.APPROVED,): _l("Approved"),
    (State.DECLINED,): _l("Declined"),
    (State.WITHDRAWN,): _l("Withdrawn"),
    (State.EXPIRED,): _l("Expired"),
}
