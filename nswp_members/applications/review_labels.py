"""Words for the review of applications."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.applications.models import Party, Vacancy, Verdict
from nswp_members.applications.states import Move, State

STATE_LABELS: dict[str, Any] = {
    State.DRAFT: _l("Not sent yet"),
    State.CHECK: _l("Completeness check"),
    State.REPRESENTATIVES: _l("With the representatives"),
    State.VERIFICATION: _l("With the regional network"),
    State.INFORMATION: _l("Waiting for the applicant"),
    State.APPROVED: _l("Approved"),
    State.DECLINED: _l("Declined"),
    State.WITHDRAWN: _l("Withdrawn"),
    State.EXPIRED: _l("Expired"),
}
STATE_TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.CHECK: "info",
    State.REPRESENTATIVES: "info",
    State.VERIFICATION: "info",
    State.INFORMATION: "warn",
    State.APPROVED: "good",
    State.DECLINED: "bad",
    State.WITHDRAWN: "neutral",
    State.EXPIRED: "neutral",
}
MOVE_LABELS: dict[str, Any] = {
    Move.SUBMIT: _l("Sent"),
    Move.FORWARD: _l("Complete: handed to the representatives"),
    Move.SEND_TO_NETWORK: _l("Sent to the regional network"),
    Move.REPORT_BACK: _l("The network reported back"),
    Move.ASK: _l("The applicant was asked for more"),
    Move.ANSWER: _l("The applicant answered"),
    Move.APPROVE: _l("Approved"),
    Move.DECLINE: _l("Declined"),
    Move.WITHDRAW: _l("Withdrawn by the applicant"),
    Move.EXPIRE: _l("Expired without an answer"),
    Move.CHANGE_REGION: _l("Handed over to another region"),
}
PARTY_LABELS: dict[str, Any] = {
    Party.SECRETARIAT: _l("Secretariat"),
    Party.REPRESENTATIVES: _l("Representatives of the region"),
    Party.NETWORK: _l("Regional network"),
    Party.APPLICANT: _l("Applicant"),
}
VERDICT_LABELS: dict[str, Any] = {
    Verdict.APPROVE: _l("Approve"),
    Verdict.DECLINE: _l("Decline"),
    Verdict.SEND_TO_NETWORK: _l("Ask the regional network"),
    Verdict.REPORT: _l("Report of the network"),
}
VERDICT_TONES: dict[str, str] = {
    Verdict.APPROVE: "good",
    Verdict.DECLINE: "bad",
    Verdict.SEND_TO_NETWORK: "info",
    Verdict.REPORT: "info",
}
VACANCY_LABELS: dict[str, Any] = {
    Vacancy.WITH_SECRETARIAT: _l("The other representative and the secretariat decide"),
    Vacancy.SECRETARIAT: _l("The secretariat decides alone"),
    Vacancy.WAIT: _l("Nobody decides until the seat is taken"),
}
