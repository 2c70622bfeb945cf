"""The names of categories in the reader's language."""

from datetime import date

import pytest
from flask_babel import force_locale

from nswp_members.organisations import services
from nswp_members.organisations.category_words import category_choices, category_label
from nswp_members.organisations.importing.vocabulary import category_words, find_category
from nswp_members.organisations.queries import category_names
from nswp_members.organisations.services import CategoryValues
from tests.conftest import QueryCounter

pytestmark = pytest.mark.usefixtures("app")
FRIEND = CategoryValues(
    names={"en": "Friend", "fr": "Amie"},
    descriptions={},
    has_vote=False,
    is_open=False,
    position=4,
    valid_until=date(2026, 1, 1),
)


def test_a_code_becomes_a_name_in_the_readers_language() -> None:
    services.add_category("friend", FRIEND, by=None)

    with force_locale("fr"):
        assert (category_label("full"), category_label("friend")) == ("Membre à part entière", "Amie")
    with force_locale("ru"):
        assert category_label("friend") == "Friend"
    assert (category_label(None, "none"), category_label("lost")) == ("none", "lost")


def test_many_names_take_one_query(queries: QueryCounter) -> None:
    with queries.counting():
        for _number in range(5):
            category_label("full")

    assert len(queries) <= 1


def test_what_is_not_given_any_more_is_offered_only_to_who_holds_it() -> None:
    services.add_category("friend", FRIEND, by=None)

    assert "friend" not in dict(category_choices(date(2026, 2, 1)))
    assert dict(category_choices(date(2026, 2, 1), besides="friend"))["friend"] == "Friend"


def test_lists_may_name_a_category_that_was_added() -> None:
    services.add_category("friend", FRIEND, by=None)

    words = category_words(category_names())

    assert (find_category("AMIE", words), find_category("full", words)) == ("friend", "full")
    assert find_category("Amie") is None
