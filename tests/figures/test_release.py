from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nswp_members.core.suppression import hides
from nswp_members.figures.release import Count, Release, Row, next_release

World = list[tuple[int, int]]


def releases(*worlds: World, summed: bool = True, threshold: int = 5) -> list[Release]:
    found: list[Release] = []
    for world in worlds:
        counts = [Count(f"row {place}", value, whole) for place, (value, whole) in enumerate(world)]
        found.append(next_release(counts, found, summed=summed, threshold=threshold))
    return found


def values(release: Release) -> list[int | None]:
    return [row.value for row in release.rows]


def test_the_first_release_is_suppressed() -> None:
    (first,) = releases([(3, 20), (12, 30), (20, 40)])

    assert first == Release((Row("row 0", None, 20), Row("row 1", None, 30), Row("row 2", 20, 40)), 35)
    assert first.whole == 90
    assert first.hidden == {"row 0", "row 1"}


def test_a_change_of_few_is_held_back_until_they_add_up() -> None:
    shown = releases([(10, 30), (20, 60)], [(12, 30), (20, 60)], [(14, 30), (20, 60)], [(15, 30), (20, 60)])

    assert [values(one) for one in shown] == [[10, 20], [10, 20], [10, 20], [15, 20]]
    assert [one.total for one in shown] == [30, 30, 30, 35]


def test_a_change_of_few_others_is_held_back_together_with_its_whole() -> None:
    first, second = releases([(10, 30), (20, 60)], [(18, 40), (20, 60)])

    assert second == first


def test_a_number_does_not_come_near_to_an_older_one() -> None:
    shown = releases([(10, 90), (20, 90)], [(20, 90), (20, 90)], [(12, 90), (20, 90)])

    assert [values(one)[0] for one in shown] == [10, 20, 10]


def test_the_total_does_not_change_by_few_either() -> None:
    first, second = releases([(30, 90), (40, 90)], [(37, 90), (35, 90)])

    assert (first.total, second.total) == (70, 77)
    assert values(second) == [37, 40]


def test_a_hidden_number_comes_back_when_it_has_grown_well_beyond_doubt() -> None:
    shown = releases([(3, 90)], [(7, 90)], [(10, 90)], summed=False)

    assert [values(one) for one in shown] == [[None], [None], [10]]


def test_what_was_hidden_beside_a_sum_comes_back_together() -> None:
    small, grown = (3, 60), (12, 60)
    rest = [(12, 70), (40, 90), (50, 99)]
    first, second, third = releases([small, *rest], [small, (30, 70), *rest[1:]], [grown, (30, 70), *rest[1:]])

    assert values(first) == [None, None, 40, 50]
    assert values(second) == [None, None, 40, 50]
    assert values(third) == [12, 30, 40, 50]


def test_a_sum_disappears_where_an_earlier_number_would_tell_the_present_one() -> None:
    first, second = releases([(12, 30), (20, 60), (30, 70)], [(2, 30), (20, 60), (30, 70)])

    assert first.total == 62
    assert second == Release((Row("row 0", None, 30), Row("row 1", 20, 60), Row("row 2", 30, 70)), None)


def test_a_whole_that_has_shrunk_hides_a_number_that_was_shown() -> None:
    _, second = releases([(12, 30)], [(10, 12)], summed=False)

    assert values(second) == [None]


def test_nothing_stays_nothing() -> None:
    shown = releases([(0, 0), (12, 30)], [(3, 8), (12, 30)], [(0, 0), (12, 30)])

    assert [values(one) for one in shown] == [[0, 12], [None, 12], [0, 12]]


def test_hidden_numbers_that_come_back_do_not_differ_by_few_from_their_earlier_sum() -> None:
    first, second = releases([(0, 0), (0, 2), (5, 7)], [(0, 1), (0, 0), (4, 8)], threshold=2)

    assert (values(first), first.total) == ([0, None, None], 5)
    assert (values(second), second.total) == ([None, 0, None], None)


def test_rows_may_come_and_go() -> None:
    shown = releases([(12, 30)], [(12, 30), (9, 30), (2, 30)], [(12, 30)], summed=False)

    assert [values(one) for one in shown] == [[12], [12, 9, None], [12]]
    assert shown[1].value("row 1") == 9
    assert shown[0].value("row 1") is None


def known(release: Release, keys: frozenset[str]) -> int | None:
    """Return the sum of these rows if it can be worked out from a release alone."""
    hidden = {row.key for row in release.rows if row.value is None}
    outside = sum(row.value or 0 for row in release.rows if row.key not in keys)
    if not hidden & keys:
        return sum(row.value or 0 for row in release.rows if row.key in keys)
    return release.total - outside if release.total is not None and hidden <= keys else None


ROW = st.tuples(st.integers(0, 14), st.integers(0, 14)).map(lambda one: (one[0], one[0] + one[1]))
WORLDS = st.integers(1, 4).flatmap(
    lambda size: st.lists(st.lists(ROW, min_size=size, max_size=size), min_size=2, max_size=6)
)


@settings(max_examples=600, deadline=None)
@given(WORLDS, st.integers(2, 4))
def test_no_two_releases_tell_of_a_change_of_few(worlds: list[World], threshold: int) -> None:
    shown = releases(*worlds, threshold=threshold)

    keys = [f"row {place}" for place in range(len(worlds[0]))]
    groups = [frozenset(one) for size in range(1, len(keys) + 1) for one in combinations(keys, size)]
    for first, second in combinations(shown, 2):
        both = [one for one in groups if known(first, one) is not None and known(second, one) is not None]
        parts = [one for one in both if one == frozenset(keys) or not any(other < one for other in both)]
        for part in parts:
            change = abs((known(first, part) or 0) - (known(second, part) or 0))
            assert change == 0 or change >= threshold


@settings(max_examples=300, deadline=None)
@given(WORLDS, st.integers(2, 4), st.booleans())
def test_every_release_hides_what_is_small_and_adds_up(worlds: list[World], threshold: int, summed: bool) -> None:
    for world, release in zip(worlds, releases(*worlds, summed=summed, threshold=threshold), strict=True):
        for row, (_, whole) in zip(release.rows, world, strict=True):
            if row.value is None:
                continue
            assert row.whole is not None
            assert row.whole == 0 or threshold <= row.value <= row.whole - threshold
            assert row.whole == 0 or row.value <= whole - threshold
        shown = sum(row.value or 0 for row in release.rows)
        if release.total is None:
            assert not summed or release.hidden
        elif release.hidden:
            assert hides(release.total - shown, [row.whole for row in release.rows if row.value is None], threshold)
        else:
            assert release.total == shown


@settings(max_examples=300, deadline=None)
@given(WORLDS, st.integers(2, 4))
def test_the_rest_of_a_whole_does_not_change_by_few_where_the_number_changes(
    worlds: list[World], threshold: int
) -> None:
    for first, second in combinations(releases(*worlds, summed=False, threshold=threshold), 2):
        for one, other in zip(first.rows, second.rows, strict=True):
            if one.value is None or other.value is None or one.value == other.value:
                continue
            assert one.whole is not None
            assert other.whole is not None
            assert abs(one.value - other.value) >= threshold
            assert abs((one.whole - one.value) - (other.whole - other.value)) >= threshold


@settings(max_examples=300, deadline=None)
@example([[(0, 0), (0, 0), (0, 2), (4, 6)], [(0, 0), (0, 0), (0, 0), (0, 1)], [(0, 0), (0, 0), (0, 1), (4, 8)]], 2)
@given(WORLDS, st.integers(2, 4))
def test_nobody_comes_back_alone_from_behind_a_shown_sum(worlds: list[World], threshold: int) -> None:
    shown = releases(*worlds, threshold=threshold)

    for first, second in combinations(shown, 2):
        empty = {row.key for row in second.rows if row.whole == 0}
        if first.total is not None and first.hidden:
            gone = first.hidden - second.hidden - empty
            later = [
                one for one in shown[shown.index(first) : shown.index(second) + 1] if not first.hidden & one.hidden
            ]
            assert not gone or later or not first.hidden - empty - gone


@given(WORLDS)
def test_the_same_world_gives_the_same_release(worlds: list[World]) -> None:
    first, second, third = releases(worlds[0], worlds[0], worlds[0])

    assert first == second == third
