import time

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.organisations.differences import Kind, changes, compare, contents, in_words, replacement


def marked(old: str, new: str) -> str:
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in compare(old, new))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("gone", "", "[-gone-]"),
        ("one two three", "one 2 three", "one [-two -][+2 +]three"),
        ("Мы работаем здесь", "Мы живём здесь", "Мы [-работаем -][+живём +]здесь"),
        ("我们为性工作者服务", "我们为所有人服务", "我们为[-性工作者-][+所有人+]服务"),
    ],
)
def test_the_difference_is_found_word_by_word(old: str, new: str, difference: str) -> None:
    assert marked(old, new) == difference


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = compare(old, new)

    assert "".join(one.text for one in pieces if one.kind != Kind.ADDED) == old
    assert "".join(one.text for one in pieces if one.kind != Kind.REMOVED) == new


@pytest.mark.parametrize("text", ["a b " * 2500, "a\n" * 5000, "字" * 10_000, "ab\n\n" * 2500])
def test_the_longest_texts_are_compared_quickly(text: str) -> None:
    began = time.monotonic()

    compare(text, text[::-1] + "!")

    assert time.monotonic() - began < 2


def test_codes_are_said_in_words(app: Flask) -> None:
    snapshot = {
        "priority_areas": [4],
        "languages": ["en", "ru"],
        "former_names": [["Old", None, "2001"], ["Older", None, None]],
        "kind": "local",
        "city": None,
        "texts": {"fr": {"people": "Gens"}},
    }
    with app.test_request_context():
        said = {name: in_words(snapshot, name) for name in (*snapshot, "fr.people", "fr.challenges", "ru.people")}

    assert said["priority_areas"] == "Speaking out about violence"
    assert said["languages"] == "English\nRussian"
    assert said["former_names"] == "Old (… – 2001)\nOlder"
    assert (said["kind"], said["city"]) == ("Local organisation", "")
    assert (said["fr.people"], said["fr.challenges"], said["ru.people"]) == ("Gens", "", "")


def test_only_fields_that_differ_and_are_asked_for_are_told(app: Flask) -> None:
    before = {"acronym": "A", "city": "X", "website": "w", "texts": {"fr": {"people": "Un"}}}
    after = {"acronym": "B", "city": "Y", "website": "w", "texts": {}}

    found = changes(before, after, ["acronym", "website", "fr.people", "fr.challenges"])

    assert [(one.field, one.name, one.locale) for one in found] == [
        ("acronym", "acronym", ""),
        ("fr.people", "people", "fr"),
    ]
    assert [one.field for one in contents(after, ["acronym", "fr.people"])] == ["acronym"]


def test_a_value_takes_the_place_of_another_as_a_whole(app: Flask) -> None:
    said = [
        [piece.text for piece in change.pieces]
        for field, before, after in (
            ("category", "full", "associate"),
            ("country_code", "KE", "TH"),
            ("sex_worker_led", None, False),
            ("name", "Star", "Star"),
        )
        for change in replacement(field, before, after)
    ]

    assert said == [["Full member", " → ", "Associate member"], ["Kenya", " → ", "Thailand"], ["No"]]
