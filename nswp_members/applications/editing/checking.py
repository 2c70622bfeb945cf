"""What a version of the form lacks before it can be published: pure checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nswp_members.applications.models import Question, QuestionKind
from nswp_members.core.i18n import LANGUAGES

MOST_QUESTIONS = 80
STEPS = (
    "organisation",
    "place",
    "involvement",
    "numbers",
    "work",
    "referees",
    "contacts",
    "declarations",
    "consents",
)
"""The steps of the form, in their order."""
NEEDED = {
    "name": QuestionKind.TEXT,
    "country": QuestionKind.COUNTRY,
    "category": QuestionKind.CHOICE,
    "contacts": QuestionKind.PEOPLE,
    "statement": QuestionKind.DECLARATION,
}
"""Questions without which nobody could be taken in, with their kind; all of them must be answered by everybody."""
WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
OFFERS_CATEGORIES = "category"


class Fault(StrEnum):
    """What can be wrong with a version."""

    NEEDED = "needed"
    KIND = "kind"
    OPTIONAL = "optional"
    WORDS = "words"
    OPTION_WORDS = "option-words"
    FEW_OPTIONS = "few-options"
    CONDITION = "condition"
    EMPTY = "empty"


@dataclass(frozen=True)
class Finding:
    """One fault: the question it is about, and the languages that lack words, if it is about words."""

    fault: Fault
    key: str
    languages: tuple[str, ...] = ()
    detail: str = ""


def faults(questions: Sequence[Question]) -> list[Finding]:
    """Return all that keeps these questions, in their order, from being published."""
    by_key = {one.key: one for one in questions}
    found = [] if questions else [Finding(Fault.EMPTY, "")]
    found += [finding for key, kind in NEEDED.items() for finding in _needed(by_key.get(key), key, kind)]
    for place, question in enumerate(questions):
        found += _words(question)
        found += _options(question)
        found += _condition(question, questions[:place])
    return found


def _needed(question: Question | None, key: str, kind: QuestionKind) -> list[Finding]:
    if question is None:
        return [Finding(Fault.NEEDED, key)]
    if question.kind != kind:
        return [Finding(Fault.KIND, key, detail=kind.value)]
    if not question.is_required or question.required_if:
        return [Finding(Fault.OPTIONAL, key)]
    return []


def _words(question: Question) -> list[Finding]:
    missing = _missing(question.labels)
    partial = _missing(question.help) if any(question.help.values()) else ()
    lacking = tuple(code for code in LANGUAGES if code in missing or code in partial)
    return [Finding(Fault.WORDS, question.key, lacking)] if lacking else []


def _missing(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(code for code in LANGUAGES if not words.get(code, "").strip())


def _options(question: Question) -> list[Finding]:
    if question.kind not in WITH_OPTIONS or question.key == OFFERS_CATEGORIES:
        return []
    if len({one["code"] for one in question.options}) < 2:
        return [Finding(Fault.FEW_OPTIONS, question.key)]
    lacking = {code for one in question.options for code in _missing(one["labels"])}
    ordered = tuple(code for code in LANGUAGES if code in lacking)
    return [Finding(Fault.OPTION_WORDS, question.key, ordered)] if lacking else []


def _condition(question: Question, before: Sequence[Question]) -> list[Finding]:
    """Return a fault unless the condition asks for an answer that an earlier choice offers."""
    if not question.required_if:
        return []
    asked = next((one for one in before if one.key == question.required_if.get("question")), None)
    wanted = set(question.required_if.get("is") or ())
    offered = {option["code"] for option in asked.options} if asked and asked.kind in WITH_OPTIONS else set()
    return [] if wanted and wanted <= offered else [Finding(Fault.CONDITION, question.key)]
