"""Words for the codes of consultations."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.consultations.models import Decision, Kind, Outcome, QuestionType, Stance, State, Verdict

KIND_LABELS: dict[str, Any] = {
    Kind.IN_DEPTH: _l("In-depth consultation"),
    Kind.E_CONSULTATION: _l("E-consultation"),
    Kind.SURVEY: _l("Survey"),
    Kind.VALUES: _l("Values and preferences"),
}
STATE_LABELS: dict[str, Any] = {
    State.PLANNED: _l("Planned"),
    State.OPEN: _l("Open"),
    State.CLOSED: _l("Closed"),
    State.ANALYSED: _l("Analysed"),
    State.PUBLISHED: _l("Result published"),
}
STATE_TONES: dict[str, str] = {
    State.PLANNED: "neutral",
    State.OPEN: "good",
    State.CLOSED: "warn",
    State.ANALYSED: "info",
    State.PUBLISHED: "info",
}
OUTCOME_LABELS: dict[str, Any] = {
    Outcome.STATEMENT: _l("A version of the Consensus Statement"),
    Outcome.RESOURCE: _l("A publication"),
    Outcome.GUIDANCE: _l("Guidance of an international body"),
    Outcome.POLICY: _l("A policy of the network"),
    Outcome.OTHER: _l("Something else"),
}
TYPE_LABELS: dict[str, Any] = {
    QuestionType.TEXT: _l("Text"),
    QuestionType.CHOICE: _l("One of several answers"),
    QuestionType.CHOICES: _l("Any of several answers"),
    QuestionType.NUMBER: _l("Number"),
    QuestionType.SCALE: _l("Scale"),
    QuestionType.YES_NO: _l("Yes or no"),
}
STANCE_LABELS: dict[str, Any] = {
    Stance.SUPPORT: _l("We support it as it is"),
    Stance.AMEND: _l("We propose another wording"),
    Stance.OBJECT: _l("We object to it"),
    Stance.ABSTAIN: _l("We take no position"),
}
STANCE_TONES: dict[str, str] = {
    Stance.SUPPORT: "good",
    Stance.AMEND: "info",
    Stance.OBJECT: "bad",
    Stance.ABSTAIN: "neutral",
}
YES, NO = _l("Yes"), _l("No")
LACKS: dict[str, Any] = {
    "title": _l("a title in English"),
    "introduction": _l("an introduction in English"),
    "content": _l("a paragraph or a question"),
    "closes": _l("a last day that lies ahead"),
    "options": _l("answers to choose from at every question that needs them"),
    "audience": _l("an organisation that is asked"),
}
VERDICT_LABELS: dict[str, Any] = {
    Verdict.TAKEN: _l("Taken up"),
    Verdict.PARTLY: _l("Taken up in part"),
    Verdict.NOT_TAKEN: _l("Not taken up"),
    Verdict.NOTED: _l("Noted"),
}
VERDICT_TONES: dict[str, str] = {
    Verdict.TAKEN: "good",
    Verdict.PARTLY: "info",
    Verdict.NOT_TAKEN: "warn",
    Verdict.NOTED: "neutral",
}
DECISION_LABELS: dict[str, Any] = {
    Decision.WAITING: _l("Waits for a decision"),
    Decision.ACCEPTED: _l("Accepted"),
    Decision.DECLINED: _l("Declined"),
    Decision.DEFERRED: _l("Deferred"),
}
DECISION_TONES: dict[str, str] = {
    Decision.WAITING: "warn",
    Decision.ACCEPTED: "good",
    Decision.DECLINED: "neutral",
    Decision.DEFERRED: "info",
}
FILE_HEADINGS: tuple[Any, ...] = (
    _l("Who"),
    _l("Country or region"),
    _l("Language"),
    _l("About"),
    _l("Kind"),
    _l("Position or answer"),
    _l("Proposed wording"),
    _l("Reason or comment"),
)
KEY_HEADINGS: tuple[Any, ...] = (_l("About"), _l("Text"), _l("Answers to choose from"))
ROW_KINDS: dict[str, Any] = {
    "position": _l("Position of an organisation"),
    "comment": _l("Comment of a person"),
    "answer": _l("Answer"),
}
ANSWERS_SHEET, KEY_SHEET = _l("Answers"), _l("What was asked")
