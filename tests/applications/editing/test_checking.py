"""What keeps a version from being published."""

from typing import Any

import pytest

from nswp_members.applications.editing.checking import NEEDED, Fault, Finding, faults
from nswp_members.applications.models import Question
from nswp_members.core.i18n import LANGUAGES

WORDS = dict.fromkeys(LANGUAGES, "x")


def question(key: str, kind: str = "text", **values: Any) -> Question:
    """Return a question with words in all languages."""
    values = {"labels": WORDS, "help": {}, "options": [], "is_required": True, "required_if": None} | values
    return Question(key=key, kind=kind, **values)


def needed() -> list[Question]:
    """Return the questions that must be there."""
    return [question(key, kind.value) for key, kind in NEEDED.items()]


def options(*codes: str, **words: str) -> list[dict[str, Any]]:
    return [{"code": code, "labels": WORDS | words} for code in codes]


def test_what_is_needed_is_enough() -> None:
    assert faults(needed()) == []


@pytest.mark.parametrize("key", NEEDED)
def test_each_needed_question_must_be_there(key: str) -> None:
    assert faults([one for one in needed() if one.key != key]) == [Finding(Fault.NEEDED, key)]


def test_an_empty_version_says_so_first() -> None:
    assert faults([])[0].fault == Fault.EMPTY


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "long-text"}, Fault.KIND),
        ({"is_required": False}, Fault.OPTIONAL),
        ({"required_if": {"question": "category", "is": ["full"]}}, Fault.OPTIONAL),
    ],
)
def test_a_needed_question_must_be_of_its_kind_and_for_everybody(changes: dict[str, Any], fault: Fault) -> None:
    questions = needed()
    for name, value in changes.items():
        setattr(questions[0], name, value)

    assert Finding(fault, "name", detail="text" if fault == Fault.KIND else "") in faults(questions)


def test_words_that_are_missing_are_named_by_language() -> None:
    extra = question("extra", labels={"en": "x", "ru": "x", "zh": " "}, help={"en": "x"})

    assert faults([*needed(), extra]) == [Finding(Fault.WORDS, "extra", ("fr", "es", "ru", "zh"))]


def test_a_choice_needs_two_answers_with_words() -> None:
    few = question("few", "choice", options=options("a"))
    bare = question("bare", "choices", options=options("a", "b", fr=""))

    assert faults([*needed(), few, bare]) == [
        Finding(Fault.FEW_OPTIONS, "few"),
        Finding(Fault.OPTION_WORDS, "bare", ("fr",)),
    ]


@pytest.mark.parametrize(
    ("condition", "is_fine"),
    [
        ({"question": "kind", "is": ["a"]}, True),
        ({"question": "kind", "is": ["a", "c"]}, False),
        ({"question": "kind", "is": []}, False),
        ({"question": "later", "is": ["a"]}, False),
        ({"question": "name", "is": ["a"]}, False),
    ],
)
def test_a_condition_names_an_earlier_choice_and_its_answers(condition: dict[str, Any], is_fine: bool) -> None:
    kind = question("kind", "choice", options=options("a", "b"))
    later = question("later", "choice", options=options("a", "b"))
    extra = question("extra", required_if=condition)

    found = faults([*needed(), kind, extra, later])

    assert found == ([] if is_fine else [Finding(Fault.CONDITION, "extra")])
