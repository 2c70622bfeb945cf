"""Words for the codes of endorsements."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import PaperState
from nswp_members.endorsements.queries import Fate, Standing, Verdict

STANDING_LABELS: dict[Standing, Any] = {
    Standing.ENDORSED: _l("Endorsed"),
    Standing.OPENED: _l("Opened, not decided"),
    Standing.WAITING: _l("Asked, not opened yet"),
    Standing.NOT_ASKED: _l("Not asked yet"),
    Standing.NO_CONTACT: _l("No contact address"),
    Standing.BOUNCED: _l("Mail came back"),
    Standing.WITHDRAWN: _l("Withdrew its endorsement"),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.ENDORSED: "good",
    Standing.OPENED: "info",
    Standing.WAITING: "info",
    Standing.NOT_ASKED: "neutral",
    Standing.NO_CONTACT: "warn",
    Standing.BOUNCED: "bad",
    Standing.WITHDRAWN: "warn",
}
VERDICT_LABELS: dict[Verdict, Any] = {
    Verdict.ASK: _l("Would be asked"),
    Verdict.ENDORSED: _l("Has endorsed"),
    Verdict.ASKED: _l("Asked before"),
    Verdict.NO_CONTACT: _l("No contact address"),
    Verdict.BOUNCED: _l("Mail came back"),
    Verdict.WITHDREW: _l("Withdrew its endorsement"),
    Verdict.DECLINED: _l("Declined"),
    Verdict.WAITS: _l("Asked for time"),
    Verdict.CLOSED: _l("Hidden or has left"),
}
FATE_LABELS: dict[Fate, Any] = {
    Fate.ENDORSED: _l("Endorsed"),
    Fate.OPENED: _l("Opened"),
    Fate.SENT: _l("Sent"),
    Fate.WAITING: _l("Waiting"),
    Fate.UNCERTAIN: _l("Uncertain"),
    Fate.FAILED: _l("Not delivered"),
}
FATE_TONES: dict[Fate, str] = {
    Fate.ENDORSED: "good",
    Fate.OPENED: "good",
    Fate.SENT: "info",
    Fate.WAITING: "neutral",
    Fate.UNCERTAIN: "warn",
    Fate.FAILED: "bad",
}
PAPER_LABELS: dict[str, Any] = {
    PaperState.WAITING: _l("Waits to be compared"),
    PaperState.ACCEPTED: _l("Counts"),
    PaperState.REFUSED: _l("Does not count"),
}
PAPER_TONES: dict[str, str] = {PaperState.WAITING: "warn", PaperState.ACCEPTED: "good", PaperState.REFUSED: "neutral"}
ACT_LABELS: dict[str, Any] = {
    Act.INVITED: _l("Asked"),
    Act.SEEN: _l("Opened"),
    Act.ENDORSED: _l("Endorsed"),
    Act.DECLINED: _l("Declined"),
    Act.NEEDS_TIME: _l("Asked for time"),
    Act.CONSENTED: _l("Changed what may be said in public"),
    Act.WITHDRAWN: _l("Withdrew its endorsement"),
    Act.SUPERSEDED: _l("A newer version came out"),
}
