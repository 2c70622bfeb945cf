"""Tidying and folding of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.core.text import clean, clean_lines, fold


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200bHeron\u00a0 Circle  Bay ", "Heron Circle Bay"),
        ("a\r\nb\tc", "a b c"),
        ("Nu\x00ll", "Null"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("He\u200cron", "Heron"),
        ("", ""),
    ],
)
def test_clean_text_has_no_invisible_signs_and_single_spaces(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_cleaned_lines_stay_lines() -> None:
    text = " First \r\nsecond\x0b\n\n\n\nthird\n"

    cleaned = clean_lines(text)

    assert cleaned == "First\nsecond\n\nthird"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("COLLECTIF FLAMBOYANT", "Collectif Flamboyant"),
        ("Réseau Étoile", "Reseau E\u0301toile"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("Сеть «Ёлка»", 'сеть "елка"'),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Ｆｕｌｌ", "full"),
        ("Łódź", "lodz"),
        ("Sex\u00adwork", "sexwork"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ковыль", "Ковыл"), ("май", "маи"), ("की", "के"), ("が", "か"), ("山茶联盟", "山茶小组"), ("가", "나")],
)
def test_other_words_fold_to_something_else(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_cleaned_text_folds_like_the_text_itself(text: str) -> None:
    assert fold(clean(text)) == fold(text)


@given(st.text())
def test_cleaned_text_is_composed_and_has_no_line_ends(text: str) -> None:
    cleaned = clean(text)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.splitlines() in ([], [cleaned])
