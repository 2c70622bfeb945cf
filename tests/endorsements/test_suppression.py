from hypothesis import given
from hypothesis import strategies as st

from nswp_members.endorsements.queries.coverage import PublicCoverageRow
from nswp_members.endorsements.suppression import suppress


def rows(*numbers: tuple[int, int]) -> list[PublicCoverageRow]:
    return [PublicCoverageRow(f"region {index}", total, done) for index, (total, done) in enumerate(numbers)]


def shown(*numbers: tuple[int, int], threshold: int = 5) -> list[int | None]:
    return [row.endorsed for row in suppress(rows(*numbers), threshold=threshold).rows]


def test_large_numbers_are_shown() -> None:
    assert shown((20, 10), (30, 12)) == [10, 12]
    assert suppress(rows((20, 10), (30, 12)), threshold=5).endorsed == 22


def test_a_small_number_is_hidden_together_with_another() -> None:
    assert shown((20, 3), (30, 12), (40, 20)) == [None, None, 20]


def test_a_number_that_leaves_few_others_is_hidden_as_well() -> None:
    assert shown((20, 18), (30, 12), (40, 20)) == [None, None, 20]


def test_nobody_and_everybody_tell_of_single_organisations_too() -> None:
    assert shown((20, 0), (30, 30), (40, 20)) == [None, None, 20]


def test_even_the_sum_is_hidden_where_it_is_small() -> None:
    found = suppress(rows((4, 1), (3, 1)), threshold=5)

    assert found.endorsed is None
    assert [row.endorsed for row in found.rows] == [None, None]


def test_an_empty_region_hides_nothing() -> None:
    assert shown((0, 0), (20, 3), (30, 12), (40, 20)) == [None, None, None, 20]


def test_the_size_of_the_public_directory_is_no_secret() -> None:
    found = suppress(rows((4, 1), (3, 1)), threshold=5)

    assert found.organisations == 7
    assert [row.organisations for row in found.rows] == [4, 3]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
def test_what_can_be_worked_out_is_never_small(numbers: list[tuple[int, int]]) -> None:
    real = rows(*[(max(one), min(one)) for one in numbers])
    found = suppress(real, threshold=5)

    hidden = [row for row, seen in zip(real, found.rows, strict=True) if seen.endorsed is None]
    if found.endorsed is not None and any(row.organisations for row in hidden):
        organisations = sum(row.organisations for row in hidden)
        endorsed = found.endorsed - sum(seen.endorsed or 0 for seen in found.rows)
        assert endorsed >= 5
        assert organisations - endorsed >= 5
    for seen in found.rows:
        assert seen.endorsed is None or 5 <= seen.endorsed <= seen.organisations - 5
