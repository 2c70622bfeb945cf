"""Counts against thresholds: exact shares, missing numbers, nobody to count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.applications.assessing.judging import PAIRS, Finding, Outcome, is_count, judge

SHARES = {"count_decisions": 60, "count_spokespeople": 60, "count_staff": 33}


def counts(decisions: object, spokespeople: object, staff: object) -> dict[str, object]:
    """Return counts from (sex workers, total)."""
    given = zip(PAIRS, (decisions, spokespeople, staff), strict=False)
    return {pair: {"sex_workers": one[0], "total": one[1]} for pair, one in given if isinstance(one, tuple)}


@pytest.mark.parametrize(
    ("numbers", "outcome"),
    [
        (((3, 5), (3, 5), (33, 100)), Outcome.MET),
        (((3, 5), (3, 5), (1, 3)), Outcome.MET),
        (((59, 100), (3, 5), (1, 3)), Outcome.NOT_MET),
        (((3, 5), (3, 5), (32, 100)), Outcome.NOT_MET),
        (((3, 5), (3, 5), (0, 0)), Outcome.MET),
        (((3, 5), (3, 5), None), Outcome.UNCLEAR),
        (((0, 0), (0, 0), (0, 0)), Outcome.UNCLEAR),
        (((1, 5), None, None), Outcome.NOT_MET),
        ((None, None, None), Outcome.UNCLEAR),
    ],
)
def test_the_counts_say_one_thing(numbers: tuple[object, object, object], outcome: Outcome) -> None:
    assert judge(counts(*numbers), SHARES).outcome == outcome


def test_a_share_that_is_only_rounded_up_to_the_threshold_stays_below() -> None:
    pair = judge(counts((599, 1000), (1, 1), (1, 1)), SHARES).pairs[0]

    assert (pair.share, pair.finding) == (59, Finding.NOT_MET)


def test_a_pair_without_a_threshold_is_shown_and_does_not_count() -> None:
    members = judge({"count_members": {"sex_workers": 0, "total": 9}}, SHARES).pairs[3]

    assert (members.share, members.finding) == (0, Finding.SHOWN)


@pytest.mark.parametrize("count", [None, 3, {"sex_workers": 1}, {"sex_workers": 3, "total": 2}, {"total": "2"}])
def test_what_is_no_pair_of_counts_is_missing(count: object) -> None:
    assert not is_count(count)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 100))
def test_one_sex_worker_more_never_makes_it_worse(part: int, total: int, needed: int) -> None:
    shares = {"count_decisions": needed}
    fewer = judge(counts((min(part, total - 1), total), None, None), shares).outcome
    more = judge(counts((min(part, total - 1) + 1, total), None, None), shares).outcome

    assert not (fewer == Outcome.MET and more != Outcome.MET)
