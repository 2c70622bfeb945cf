"""The words for pairs of counts and what they say."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.applications.assessing.judging import Finding, Outcome

PAIR_LABELS: dict[str, Any] = {
    "count_decisions": _l("Those who decide"),
    "count_spokespeople": _l("Those who speak in public"),
    "count_staff": _l("Paid staff"),
    "count_members": _l("Members"),
}
OUTCOME_LABELS: dict[str, Any] = {
    Outcome.MET: _l("The counts reach every threshold"),
    Outcome.NOT_MET: _l("At least one count stays below its threshold"),
    Outcome.UNCLEAR: _l("The counts do not say enough"),
}
OUTCOME_TONES = {Outcome.MET: "good", Outcome.NOT_MET: "warn", Outcome.UNCLEAR: "info"}
FINDING_LABELS: dict[str, Any] = {
    Finding.MET: _l("reached"),
    Finding.NOT_MET: _l("below"),
    Finding.MISSING: _l("not given"),
    Finding.NOBODY: _l("nobody, so it does not count"),
    Finding.SHOWN: _l("no threshold"),
}
