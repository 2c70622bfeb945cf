"""Texts in several languages, and answers in words."""

import pytest
from flask import Flask

from nswp_members.consultations.models import ConsultationQuestion
from nswp_members.consultations.words import answer_language, answer_languages, in_words, language_shown, words


def test_a_text_falls_back_to_english_then_to_whatever_there_is() -> None:
    assert words({"en": "Right", "fr": "Droit"}, "fr") == "Droit"
    assert words({"en": "Right"}, "ru") == "Right"
    assert language_shown({"en": "Right"}, "ru") == "en"
    assert words({"es": "Derecho"}, "ru") == "Derecho"
    assert words({}, "ru") == ""


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", "One\nTwo", ["One", "Two"]),
        ("text", "", []),
        ("choice", "a", ["Premier"]),
        ("choices", ["b", "gone"], ["Second", "gone"]),
        ("number", 0, ["0"]),
        ("scale", 4, ["4"]),
        ("yes-no", False, ["No"]),
        ("yes-no", None, []),
    ],
)
def test_an_answer_is_said_in_words(app: Flask, kind: str, value: object, shown: list[str]) -> None:
    options = [{"code": "a", "labels": {"en": "First", "fr": "Premier"}}, {"code": "b", "labels": {"en": "Second"}}]
    question = ConsultationQuestion(type=kind, options=options)

    assert in_words(question, value, "fr") == shown


def test_one_may_answer_in_any_language_and_ours_come_first() -> None:
    offered = answer_languages("en")

    assert [code for code, _name in offered[:5]] == ["en", "fr", "es", "ru", "zh"]
    assert {"hi", "sw", "pt", "ar"} <= {code for code, _name in offered}
    assert len({code for code, _name in offered}) == len(offered)
    assert answer_language("sw", "fr") == "swahili"
