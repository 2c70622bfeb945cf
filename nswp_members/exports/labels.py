"""Words for the codes of exports."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.core.spreadsheets import Format
from nswp_members.exports.models import Failure, State

FORMAT_LABELS: dict[str, Any] = {
    Format.XLSX: _l("Workbook (XLSX)"),
    Format.ODS: _l("Workbook (ODS, LibreOffice)"),
    Format.CSV: _l("Plain text (CSV)"),
}
STATE_LABELS: dict[str, Any] = {
    State.WAITING: _l("Waits for a second person"),
    State.ASKED: _l("In the queue"),
    State.MAKING: _l("Being made"),
    State.READY: _l("Ready"),
    State.USED: _l("Downloaded"),
    State.EXPIRED: _l("Time is over"),
    State.REMOVED: _l("Deleted"),
    State.REFUSED: _l("Refused"),
    State.FAILED: _l("Not made"),
}
STATE_TONES: dict[str, str] = {
    State.WAITING: "warn",
    State.ASKED: "info",
    State.MAKING: "info",
    State.READY: "good",
    State.USED: "neutral",
    State.EXPIRED: "neutral",
    State.REMOVED: "neutral",
    State.REFUSED: "bad",
    State.FAILED: "bad",
}
FAILURE_LABELS: dict[str, Any] = {
    Failure.RIGHTS: _l("You do not act in this capacity any more, or it may not export now."),
    Failure.BROKEN: _l("It was tried several times and broke off. Nothing half-made is kept."),
}
