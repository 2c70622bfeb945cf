"""Words for changes to many, and for why an organisation is left as it is."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.bulk.models import Action
from nswp_members.bulk.queries import Reason
from nswp_members.endorsements.labels import VERDICT_LABELS

ACTION_LABELS: dict[str, Any] = {
    Action.UNLIST: _l("Take out of the public directory"),
    Action.HIDE: _l("Hide at once"),
    Action.JOIN: _l("Add to a network"),
    Action.LEAVE: _l("Remove from a network"),
    Action.ASK: _l("Ask to sign the Consensus Statement"),
}
ACTION_HINTS: dict[str, Any] = {
    Action.UNLIST: _l(
        "From this moment the public does not see them. Only they themselves can agree to be listed again."
    ),
    Action.HIDE: _l("From this moment only they and the membership staff know of them. Can be undone for 30 days."),
    Action.JOIN: _l("The network and its members will see what these organisations share with their networks."),
    Action.LEAVE: _l("Their membership ends today and stays on record."),
    Action.ASK: _l("Those who may sign get a request; where nobody may, the contacts are invited."),
}
REASON_LABELS: dict[str, Any] = {
    Reason.NOT_LISTED: _l("Is not in the public directory"),
    Reason.HIDDEN: _l("Hides already"),
    Reason.LEFT: _l("Has left the network"),
    Reason.ITSELF: _l("Is the network itself"),
    Reason.MEMBER: _l("Belongs to it already"),
    Reason.NOT_MEMBER: _l("Does not belong to it"),
    **{f"ask-{verdict}": label for verdict, label in VERDICT_LABELS.items()},
}
