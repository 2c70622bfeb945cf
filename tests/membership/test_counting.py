"""Sums over who stood where; what they are made of stands in queries/test_standing.py."""

from collections import Counter
from datetime import date
from uuid import uuid4

from nswp_members.membership.counting import Membership, changed, counted
from nswp_members.membership.models import Standing

DAY = date(2026, 1, 1)


def test_standings_are_counted_apart_from_places() -> None:
    members = [
        Membership(uuid4(), "full", Standing.ACTIVE, "africa", "KE"),
        Membership(uuid4(), None, Standing.DORMANT, "africa", "UG"),
    ]

    counts = counted(DAY, members)

    assert counts.by_standing == Counter({Standing.ACTIVE: 1, Standing.DORMANT: 1})
    assert counts.by_category == Counter({"full": 1, None: 1})
    assert [(row.country_code, row.total) for row in counts.rows] == [("KE", 1), ("UG", 1)]


def test_nobody_makes_no_rows() -> None:
    counts = counted(DAY, [])

    assert (counts.rows, counts.total, changed([], [])) == ((), 0, [])
