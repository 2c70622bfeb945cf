"""The words for states and verdicts of an import."""

from flask_babel import lazy_gettext as _l

from nswp_members.organisations.importing.rows import Verdict

VERDICT_LABELS = {
    Verdict.NEW.value: _l("New"),
    Verdict.NEW_WITH_WARNINGS.value: _l("New, please look"),
    Verdict.EXISTING.value: _l("Already here"),
    Verdict.DUPLICATE.value: _l("Twice in the list"),
    Verdict.REFUSED.value: _l("Refused"),
    Verdict.SKIPPED.value: _l("Skipped"),
}
VERDICT_TONES = {
    Verdict.NEW.value: "good",
    Verdict.NEW_WITH_WARNINGS.value: "warn",
    Verdict.EXISTING.value: "info",
    Verdict.DUPLICATE.value: "neutral",
    Verdict.REFUSED.value: "bad",
    Verdict.SKIPPED.value: "neutral",
}
STATE_LABELS = {
    "uploaded": _l("Waiting for its columns"),
    "checking": _l("Rows are being checked"),
    "checked": _l("Checked, nothing stored yet"),
    "importing": _l("Organisations are being brought in"),
    "done": _l("Finished"),
    "failed": _l("Could not be read"),
}
STATE_TONES = {
    "uploaded": "warn",
    "checking": "info",
    "checked": "warn",
    "importing": "info",
    "done": "good",
    "failed": "bad",
}
