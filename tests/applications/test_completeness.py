"""Which questions must be answered, and which of them are not."""

from typing import Any

import pytest

from nswp_members.applications.completeness import applies, fingerprint, is_answered, missing
from nswp_members.applications.models import Question, QuestionKind


def a_question(kind: QuestionKind = QuestionKind.TEXT, **values: Any) -> Question:
    """Return a question that is stored nowhere."""
    return Question(**{"key": "q", "step": "s", "kind": kind, "is_required": False, "required_if": None, **values})


HOST = a_question(key="host", required_if={"question": "registration", "is": ["hosted"]})


@pytest.mark.parametrize(
    ("given", "asked"),
    [("hosted", True), ("registered", False), (None, False), (["a", "hosted"], True), (["a"], False)],
)
def test_a_condition_looks_at_the_other_answer(given: Any, asked: bool) -> None:
    assert applies(HOST, {"registration": given}) is asked
    assert bool(missing([HOST], {"registration": given})) is asked


@pytest.mark.parametrize(
    ("kind", "value", "full"),
    [
        (QuestionKind.TEXT, "", False),
        (QuestionKind.TEXT, "a", True),
        (QuestionKind.NUMBER_PAIR, {"sex_workers": 0, "total": 0}, True),
        (QuestionKind.NUMBER_PAIR, {"sex_workers": None, "total": 3}, False),
        (QuestionKind.PEOPLE, [{"name": "A", "email": ""}], False),
        (QuestionKind.PEOPLE, [{"name": "A", "email": "a@example.org"}], True),
        (QuestionKind.CHOICES, [], False),
        (QuestionKind.DECLARATION, True, True),
        (QuestionKind.DECLARATION, None, False),
    ],
)
def test_half_an_answer_is_none(kind: QuestionKind, value: Any, full: bool) -> None:
    assert is_answered(a_question(kind), value) is full


def test_what_is_begun_and_left_half_is_missing_even_where_nothing_is_needed() -> None:
    pair = a_question(QuestionKind.NUMBER_PAIR)

    assert missing([pair], {}) == []
    assert missing([pair], {"q": {"sex_workers": None, "total": 3}}) == [pair]


def test_a_fingerprint_changes_with_the_answers_of_its_questions_only() -> None:
    question = a_question()

    assert fingerprint([question], {"q": "a", "other": 1}) == fingerprint([question], {"q": "a"})
    assert fingerprint([question], {"q": "a"}) != fingerprint([question], {"q": "b"})
