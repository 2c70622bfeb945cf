"""Which questions must be answered, given the other answers, and which of them are not."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from nswp_members.applications.models import Question, QuestionKind


def applies(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the question is asked at all, given the other answers."""
    if not question.required_if:
        return True
    given = answers.get(question.required_if["question"])
    codes = set(question.required_if["is"])
    return bool(codes.intersection(given) if isinstance(given, list) else given in codes)


def must_be_answered(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether nothing can be sent without an answer to the question."""
    return (question.is_required or bool(question.required_if)) and applies(question, answers)


def is_answered(question: Question, value: Any) -> bool:
    """Whether a value answers the question fully; half a pair and a person without name or address do not."""
    if question.kind == QuestionKind.NUMBER_PAIR:
        return bool(value) and None not in (value.get("sex_workers"), value.get("total"))
    if question.kind == QuestionKind.PEOPLE:
        return bool(value) and all(one.get("name") and one.get("email") for one in value)
    return value not in (None, "", [], False)


def missing(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Question]:
    """Return the questions that must be answered and are not, also where somebody began a list and left it half."""
    return [
        one
        for one in questions
        if applies(one, answers)
        and not is_answered(one, answers.get(one.key))
        and (must_be_answered(one, answers) or answers.get(one.key))
    ]


def steps_of(questions: Iterable[Question]) -> list[str]:
    """Return the steps of a form in the order of their first questions."""
    return list(dict.fromkeys(one.step for one in questions))


def fingerprint(questions: Iterable[Question], answers: Mapping[str, Any]) -> str:
    """Return a short sign that changes with the answers to these questions; files are changed by themselves."""
    kept = {one.key: answers.get(one.key) for one in questions if one.kind != QuestionKind.FILE}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
