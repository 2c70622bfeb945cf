"""Reading single cells."""

import pytest

from nswp_members.organisations.importing import values
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.remarks import COLUMN_LABELS, RemarkList
from nswp_members.organisations.models import Kind, Population


def said(remarks: RemarkList) -> list[str]:
    """Return the codes of the remarks."""
    return [remark.code for remark in remarks.as_tuple()]


@pytest.mark.parametrize("word", ["yes", "Yes", "Y", "TRUE", "1", "oui", "sí", "si", "да", "是", "✓"])
def test_yes_words_list_publicly(word: str) -> None:
    remarks = RemarkList()

    assert values.read_listing(word, remarks) is True
    assert said(remarks) == []


@pytest.mark.parametrize("word", ["no", "N", "FALSE", "0", "non", "нет", "否", ""])
def test_no_words_and_blanks_do_not_list(word: str) -> None:
    remarks = RemarkList()

    assert values.read_listing(word, remarks) is False
    assert said(remarks) == []


@pytest.mark.parametrize("word", ["x", "?", "n/a", "maybe", "yes?no", "ok", "11"])
def test_unclear_words_do_not_list_and_say_so(word: str) -> None:
    remarks = RemarkList()

    assert values.read_listing(word, remarks) is False
    assert said(remarks) == ["listing-unclear"]


@pytest.mark.parametrize(
    ("word", "answer", "remark"),
    [
        ("да", True, []),
        ("否", False, []),
        ("", None, []),
        ("?", None, ["answer-unknown"]),
        ("x", None, ["answer-unclear"]),
    ],
)
def test_answers_are_yes_no_or_nothing(word: str, answer: bool | None, remark: list[str]) -> None:
    remarks = RemarkList()

    assert values.read_answer(Column.SEX_WORKER_LED, word, remarks) is answer
    assert said(remarks) == remark


@pytest.mark.parametrize(
    ("word", "code"),
    [("English", "en"), ("EN", "en"), ("fr-CA", "fr"), ("Español", "es"), ("русский", "ru"), ("中文", "zh")],
)
def test_mail_languages_are_found_by_name_or_code(word: str, code: str) -> None:
    remarks = RemarkList()

    assert values.read_mail_language(word, remarks) == code
    assert said(remarks) == []


@pytest.mark.parametrize(
    ("word", "remark"),
    [
        ("Swahili", "mail-language-unknown"),
        ("", "mail-language-missing"),
        ("en español", "mail-language-unknown"),
    ],
)
def test_any_other_mail_language_is_english(word: str, remark: str) -> None:
    remarks = RemarkList()

    assert values.read_mail_language(word, remarks) == "en"
    assert said(remarks) == [remark]


def test_working_languages_become_codes_in_order() -> None:
    remarks = RemarkList()

    found = values.read_working_languages("Kiswahili; português and FR, 阿拉伯语/Klingonese; Dothrakian; fr", remarks)

    assert found == ("sw", "pt", "fr", "ar")
    assert said(remarks) == ["working-language-unknown"]
    assert remarks.as_tuple()[0].value == "Klingonese, Dothrakian"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("male; trans", (Population.MALE, Population.TRANS)),
        ("trans, femmes", (Population.FEMALE, Population.TRANS)),
        ("all genders", (Population.ALL_GENDERS,)),
        ("", ()),
    ],
)
def test_populations_become_codes_in_a_fixed_order(cell: str, found: tuple[Population, ...]) -> None:
    assert values.read_populations(cell, RemarkList()) == found


@pytest.mark.parametrize(
    ("cell", "areas", "remark"),
    [
        ("1,5,6", (1, 5, 6), []),
        ("7; 3 3", (3, 7), []),
        ("2 - 4", (2, 3, 4), []),
        ("1.3", (1, 3), []),
        ("all", (1, 2, 3, 4, 5, 6, 7), ["priority-area-all"]),
        ("", (), []),
        ("2,9", (2, 9), ["priority-area-outside"]),
        ("0", (0,), ["priority-area-outside"]),
        ("1-99999999999", (), ["priority-area-unreadable"]),
        ("5-3", (3, 5), []),
        ("3-9", (3, 9), ["priority-area-outside"]),
        ("health", (), ["priority-area-unreadable"]),
    ],
)
def test_priority_areas_are_numbers_from_one_to_seven(cell: str, areas: tuple[int, ...], remark: list[str]) -> None:
    remarks = RemarkList()

    assert values.read_priority_areas(cell, remarks) == areas
    assert said(remarks) == remark


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("regional network", Kind.REGIONAL_NETWORK),
        ("Nationale", Kind.NATIONAL),
        ("地方", Kind.LOCAL),
        ("", None),
    ],
)
def test_kinds_are_recognised(word: str, kind: Kind | None) -> None:
    remarks = RemarkList()

    assert values.read_kind(word, remarks) is kind
    assert said(remarks) == []


@pytest.mark.parametrize(
    ("word", "category", "remark"),
    [
        ("Full member", "full", []),
        ("ASSOCIATE", "associate", []),
        ("Gold", None, ["category-unknown"]),
        ("", None, ["category-missing"]),
        ("n/a", None, ["category-missing"]),
    ],
)
def test_categories_are_recognised(word: str, category: str | None, remark: list[str]) -> None:
    remarks = RemarkList()

    assert values.read_category(word, remarks) is category
    assert said(remarks) == remark


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("A", []),
        ("a" * 200, []),
        ("a" * 201, ["text-too-long"]),
        (" \u200b", ["name-missing"]),
        ("--", ["name-missing"]),
    ],
)
def test_a_name_has_one_to_two_hundred_characters(name: str, remark: list[str]) -> None:
    remarks = RemarkList()

    values.read_name(name, remarks)

    assert said(remarks) == remark


def test_a_name_that_grows_when_folded_is_refused() -> None:
    remarks = RemarkList()

    values.read_name("\ufdfa" * 30, remarks)

    assert said(remarks) == ["text-too-long"]


def test_notes_keep_their_lines() -> None:
    assert values.read_notes(" First\r\nsecond ", RemarkList()) == "First\nsecond"


def test_every_column_has_a_label() -> None:
    assert set(COLUMN_LABELS) == set(Column)


def test_a_remark_without_a_sentence_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError):
        RemarkList().info(None, "", "no-such-remark")
