"""Words for the codes of allies and letters."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.allies.models import AllyKind, AllyState, LetterState

KIND_LABELS: dict[str, Any] = {
    AllyKind.ORGANISATION: _l("Organisation"),
    AllyKind.INDIVIDUAL: _l("Individual"),
}
STATE_LABELS: dict[str, Any] = {
    AllyState.WAITING: _l("To be decided"),
    AllyState.ACCEPTED: _l("Accepted"),
    AllyState.REFUSED: _l("Refused"),
    AllyState.WITHDRAWN: _l("Withdrawn"),
    AllyState.UNCONFIRMED: _l("Address not confirmed"),
}
STATE_TONES: dict[str, str] = {
    AllyState.WAITING: "info",
    AllyState.ACCEPTED: "good",
    AllyState.REFUSED: "bad",
    AllyState.WITHDRAWN: "warn",
    AllyState.UNCONFIRMED: "neutral",
}
LETTER_LABELS: dict[str, Any] = {
    LetterState.DRAFT: _l("Draft"),
    LetterState.OPEN: _l("Open for signatures"),
    LetterState.CLOSED: _l("Closed"),
    LetterState.PUBLISHED: _l("Published"),
}
LETTER_TONES: dict[str, str] = {
    LetterState.DRAFT: "neutral",
    LetterState.OPEN: "good",
    LetterState.CLOSED: "warn",
    LetterState.PUBLISHED: "info",
}
