import pytest
from flask import Flask
from sqlalchemy import text

from nswp_members.core.db import session
from nswp_members.organisations import queries, services
from nswp_members.organisations.errors import TooManySearches
from nswp_members.organisations.services.saved import MAX_SEARCHES
from tests.factories import make_person


def test_a_search_is_kept_unreadable_in_the_database(app: Flask) -> None:
    person = make_person()
    services.save_search(person.id, "Canary", {"q": ["canary"], "country": ["KE"]}, for_staff=False)
    session.commit()

    stored = session.execute(text("SELECT name, query FROM saved_searches")).one()

    assert b"anary" not in bytes(stored.name) + bytes(stored.query)
    (saved,) = queries.saved_searches(person.id)
    assert queries.saved_filter(saved).countries == ("KE",)
    assert queries.saved_filter(saved).search == "canary"


def test_what_is_for_staff_counts_only_in_a_search_of_staff(app: Flask) -> None:
    person = make_person()
    query = {"listing": ["hidden"], "no_contact": ["y"]}
    plain = services.save_search(person.id, "Plain", query, for_staff=False)
    staff = services.save_search(person.id, "Staff", query, for_staff=True)

    assert queries.saved_filter(plain).is_empty
    assert queries.saved_filter(staff).listings == ("hidden",)


def test_a_person_keeps_a_bounded_number_of_searches(app: Flask) -> None:
    person = make_person()
    for number in range(MAX_SEARCHES):
        services.save_search(person.id, f"{number}", {}, for_staff=False)

    with pytest.raises(TooManySearches):
        services.save_search(person.id, "One more", {}, for_staff=False)
