"""When two names look alike, and what weighs how much."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from nswp_members.applications.deciding.likeness import SIMILAR, Match, Reason, host_of, likeness, ranked
from nswp_members.core.db import session
from nswp_members.core.text import fold

PAIRS = [
    ("red umbrella kampala", "red umbrella kampala e.v."),
    ("aurora", "aurora collective"),
    ("ночь", "ночью"),
    ("a", "b"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_are_as_alike_as_for_the_database(one: str, other: str, app: object) -> None:
    by_database = session.scalar(select(func.similarity(one, other)))

    assert likeness(one, other) == pytest.approx(by_database, abs=0.001)


def test_a_slip_leaves_names_similar() -> None:
    assert likeness(fold("Red Umbrela Kampala"), fold("Red Umbrella Kampala")) >= SIMILAR


@pytest.mark.parametrize(
    ("website", "host"),
    [("https://www.example.org/x", "example.org"), ("example.org", "example.org"), ("", ""), ("http://[x", "")],
)
def test_a_website_is_known_by_its_host(website: str, host: str) -> None:
    assert host_of(website) == host


def test_the_same_country_alone_is_no_match() -> None:
    alone = Match(UUID(int=1), "A", "KE", reasons={Reason.SAME_COUNTRY})
    similar = Match(UUID(int=2), "B", "KE", reasons={Reason.SIMILAR_NAME, Reason.SAME_COUNTRY})
    same = Match(UUID(int=3), "C", "UG", reasons={Reason.SAME_NAME})

    assert ranked([alone, similar, same], limit=9) == [same, similar]
