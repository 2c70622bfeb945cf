"""Recognising columns by their headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.organisations.importing.columns import Column, missing_columns, suggest_mapping


@pytest.mark.parametrize(
    "headers",
    [
        ("Organisation name", "COUNTRY ", "Contact e-mail", "List publicly?"),
        ("Nom de l’organisation", "Pays", "Courriel", "Publier"),
        ("Nombre", "País", "Correo electrónico", "Publicar"),
        ("Название", "Страна", "Электронная почта", "Публиковать"),
        ("名称", "国家", "电子邮件", "公开"),
        ("name", "country", "contact_email", "list_publicly"),
    ],
)
def test_headers_are_recognised_in_five_languages(headers: tuple[str, ...]) -> None:
    mapping = suggest_mapping(headers, {})

    assert mapping == {
        0: Column.NAME,
        1: Column.COUNTRY,
        2: Column.CONTACT_EMAIL,
        3: Column.LIST_PUBLICLY,
    }


def test_a_column_is_used_once_and_the_first_header_wins() -> None:
    assert suggest_mapping(("Name", "Organisation"), {}) == {0: Column.NAME}


def test_what_was_remembered_wins_over_what_is_usual() -> None:
    remembered = {"who": "name", "Phone": "", "Web": "nonsense"}

    assert suggest_mapping(("WHO?", "Phone", "Web"), remembered) == {0: Column.NAME}


def test_the_required_columns_are_named_when_missing() -> None:
    assert missing_columns({}) == (Column.NAME, Column.COUNTRY)
    assert missing_columns({0: Column.NAME, 5: Column.COUNTRY}) == ()


@given(st.lists(st.text(max_size=10)))
def test_no_headers_break_the_suggestion(headers: list[str]) -> None:
    mapping = suggest_mapping(headers, {})

    assert len(set(mapping.values())) == len(mapping)
