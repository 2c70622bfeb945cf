from collections.abc import Iterator
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nswp_members.core.suppression import Line, Table, hides, suppress, suppress_table

FAR = 12


def line(*numbers: tuple[int, int], threshold: int = 5) -> Line:
    return suppress([one for one, _ in numbers], wholes=[whole for _, whole in numbers], threshold=threshold)


def test_large_numbers_are_shown() -> None:
    assert line((10, 20), (12, 30)) == Line((10, 12), 22)


def test_a_small_number_is_hidden_together_with_another() -> None:
    assert line((3, 20), (12, 30), (20, 40)) == Line((None, None, 20), 35)


def test_a_number_that_leaves_few_others_is_hidden_as_well() -> None:
    assert line((18, 20), (12, 30), (20, 40)) == Line((None, None, 20), 50)


def test_nobody_and_everybody_tell_of_single_ones_too() -> None:
    assert line((0, 20), (30, 30), (20, 40)) == Line((None, None, 20), 50)


def test_out_of_nothing_there_is_nothing_to_hide() -> None:
    assert line((0, 0), (3, 20), (12, 30), (20, 40)) == Line((0, None, None, 20), 35)


def test_a_second_hidden_number_is_not_enough_where_it_is_nearly_known() -> None:
    assert line((2, 3), (50, 100), (60, 120)) == Line((None, None, None), 112)


def test_the_sum_is_hidden_where_nothing_else_helps() -> None:
    assert line((1, 4), (1, 3)) == Line((None, None), None)
    assert line((1, 3), (50, 100)) == Line((None, 50), None)


def test_the_smallest_by_what_is_known_goes_first() -> None:
    assert line((3, 20), (30, 60), (25, 90)).cells == (None, None, 25)
    assert suppress([3, 30, 25, 40], threshold=5).cells == (None, 30, None, 40)


def reach(shown: Line, wholes: list[int]) -> list[tuple[int, int]]:
    """Return between which numbers each hidden one lies, found by trying all there are."""
    hidden = [place for place, one in enumerate(shown.cells) if one is None]
    rest = None if shown.total is None else shown.total - sum(one or 0 for one in shown.cells)
    fits = [
        guess
        for guess in product(*(range(wholes[place] + 1) for place in hidden))
        if rest is None or sum(guess) == rest
    ]
    return [(min(one), max(one)) for one in zip(*fits, strict=True)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4), st.integers(2, 3))
def test_no_hidden_number_can_be_narrowed_down(pairs: list[tuple[int, int]], threshold: int) -> None:
    numbers = [(min(one), max(one)) for one in pairs]
    shown = line(*numbers, threshold=threshold)

    hidden = [whole for (_, whole), one in zip(numbers, shown.cells, strict=True) if one is None]
    for (low, high), whole in zip(reach(shown, [whole for _, whole in numbers]), hidden, strict=True):
        assert high - low >= min(threshold, whole)
    for one, (_, whole) in zip(shown.cells, numbers, strict=True):
        assert one is None or whole == 0 or threshold <= one <= whole - threshold


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(1, 6))
def test_hidden_numbers_without_a_whole_add_up_to_enough(counts: list[int], threshold: int) -> None:
    shown = suppress(counts, threshold=threshold)

    hidden = [count for count, one in zip(counts, shown.cells, strict=True) if one is None]
    assert all(one is None or one >= threshold for one in shown.cells)
    if shown.total is not None and hidden:
        assert shown.total == sum(counts)
        assert len(hidden) >= 2
        assert sum(hidden) >= 2 * threshold


@pytest.mark.parametrize(
    ("total", "wholes", "safe"),
    [
        (0, [], True),
        (0, [0, 0], True),
        (10, [None], False),
        (10, [None, None], True),
        (9, [None, None], False),
        (10, [20, 0], False),
        (10, [10, 10], True),
        (11, [10, 10], False),
        (52, [3, 100], False),
        (10, [3, None], False),
        (10, [5, None], True),
    ],
)
def test_a_sum_hides_what_it_is_made_of(total: int, wholes: list[int | None], safe: bool) -> None:
    assert hides(total, wholes, 5) is safe


def test_a_table_of_large_numbers_is_shown() -> None:
    assert suppress_table([[10, 20], [30, 40]], threshold=5) == Table(((10, 20), (30, 40)), (30, 70), (40, 60), 100)


def test_one_small_number_hides_a_rectangle() -> None:
    assert suppress_table([[3, 20, 30], [20, 12, 50], [40, 50, 60]], threshold=5).cells == (
        (None, None, 30),
        (None, None, 50),
        (40, 50, 60),
    )


def test_small_sums_are_hidden_too_and_no_more_than_needed() -> None:
    shown = suppress_table([[1, 2], [30, 40], [35, 45]], threshold=5)

    assert shown == Table(((None, None), (None, None), (35, 45)), (None, None, 80), (66, 87), 153)


def test_a_table_of_few_shows_nothing() -> None:
    assert suppress_table([[1, 0], [0, 1]], threshold=5) == Table(
        ((None, None), (None, None)), (None, None), (None, None), None
    )
    assert suppress_table([], threshold=5) == Table((), (), (), None)


def worlds(shown: Table) -> Iterator[list[list[int]]]:
    """Yield every table up to FAR that would have left these numbers, found by trying all there are."""
    width = len(shown.columns)

    def rows_for(cells: tuple[int | None, ...], total: int | None) -> list[tuple[int, ...]]:
        choices = [[one] if one is not None else range(FAR) for one in cells]
        return [row for row in product(*choices) if total is None or sum(row) == total]

    options = [rows_for(cells, total) for cells, total in zip(shown.cells, shown.rows, strict=True)]
    for world in product(*options):
        columns = [sum(row[place] for row in world) for place in range(width)]
        fits = all(one is None or one == real for one, real in zip(shown.columns, columns, strict=True))
        if fits and shown.total in (None, sum(columns)):
            yield [[*row, sum(row)] for row in (*world, tuple(columns))]


SMALL_TABLES = st.sampled_from([(1, 2), (1, 3), (2, 2), (3, 1)]).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 7), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@settings(deadline=None)
@given(SMALL_TABLES)
def test_no_hidden_number_of_a_table_can_be_narrowed_down(counts: list[list[int]]) -> None:
    shown = suppress_table(counts, threshold=2)

    seen = [[*cells, total] for cells, total in zip(shown.cells, shown.rows, strict=True)]
    seen.append([*shown.columns, shown.total])
    fitting = list(worlds(shown))
    for row, cells in enumerate(seen):
        for column, one in enumerate(cells):
            values = {world[row][column] for world in fitting}
            assert one is None or values == {one}
            assert one is not None or max(values) - min(values) >= 2


class Attacker:
    """Knows all sums of a table, and shifts hidden numbers one by one, along chains that leave each sum right."""

    def __init__(self, counts: list[list[int]], shown: Table) -> None:
        body = [[*row, sum(row)] for row in counts]
        real = [*body, [sum(column) for column in zip(*body, strict=True)]]
        seen = [[*cells, total] for cells, total in zip(shown.cells, shown.rows, strict=True)]
        seen.append([*shown.columns, shown.total])
        last = len(real) - 1, len(real[0]) - 1
        self.hidden = [(i, j) for i, row in enumerate(seen) for j, one in enumerate(row) if one is None]
        self.turned = {(i, j) for i, j in self.hidden if (i == last[0]) != (j == last[1])}
        self.real = {(i, j): real[i][j] for i, j in self.hidden}

    def play(self, place: tuple[int, int], enough: int) -> int:
        """Return by how many steps the number at a place can be shifted up and down together, at most ``enough``."""
        steps = 0
        for direction in (1, -1):
            now = dict(self.real)
            while steps < enough and self._shift(now, place, direction):
                steps += 1
        return steps

    def _can(self, now: dict[tuple[int, int], int], place: tuple[int, int], direction: int) -> bool:
        return (direction == -1) == (place in self.turned) or now[place] > 0

    def _shift(self, now: dict[tuple[int, int], int], place: tuple[int, int], direction: int) -> bool:
        """Shift the number at a place by one, with the shortest chain of others; False if there is none."""
        direction = -direction if place in self.turned else direction
        if not self._can(now, place, direction):
            return False
        chains = [((place, direction),)]
        met = {("column", place[1])}
        for chain in chains:
            (row, column), last = chain[-1]
            down = last == direction
            for other in self.hidden:
                joined = other[1] == column if down else other[0] == row
                end = ("row", other[0]) if down else ("column", other[1])
                if not joined or other == chain[-1][0] or end in met or not self._can(now, other, -last):
                    continue
                if down and other[0] == place[0]:
                    for one, step in (*chain, (other, -last)):
                        now[one] += -step if one in self.turned else step
                    return True
                met.add(end)
                chains.append((*chain, (other, -last)))
        return False


TABLES = st.tuples(st.integers(2, 4), st.integers(2, 4), st.sampled_from([7, 15, 60])).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size[2]), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def test_the_attacker_finds_what_can_be_worked_out() -> None:
    alone = Attacker([[3, 20], [30, 40]], Table(((None, 20), (30, 40)), (23, 70), (33, 60), 93))
    ring = Attacker([[3, 20], [30, 40]], Table(((None, None), (None, None)), (23, 70), (33, 60), 93))
    free = Attacker([[3, 20], [30, 40]], Table(((None, 20), (30, 40)), (None, 70), (None, 60), None))

    assert alone.play((0, 0), 99) == 0
    assert ring.play((0, 0), 99) == 23
    assert free.play((0, 0), 99) == 99


@settings(deadline=None, max_examples=300)
@given(TABLES, st.integers(2, 5))
def test_no_hidden_number_of_a_larger_table_can_be_narrowed_down(counts: list[list[int]], threshold: int) -> None:
    attacker = Attacker(counts, suppress_table(counts, threshold=threshold))

    assert all(attacker.play(place, threshold) >= threshold for place in attacker.hidden)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=2, max_size=7))
def test_a_shown_sum_of_a_table_leaves_enough_in_doubt(counts: list[list[int]]) -> None:
    shown = suppress_table(counts, threshold=5)

    lines = [
        *zip(counts, shown.cells, shown.rows, strict=True),
        *zip(zip(*counts, strict=True), zip(*shown.cells, strict=True), shown.columns, strict=True),
        ([sum(row) for row in counts], shown.rows, shown.total),
        ([sum(column) for column in zip(*counts, strict=True)], shown.columns, shown.total),
    ]
    for real, cells, total in lines:
        hidden = [count for count, one in zip(real, cells, strict=True) if one is None]
        assert all(one is None or one >= 5 for one in (*cells, total))
        assert total is None or not hidden or (len(hidden) >= 2 and sum(hidden) >= 10)


def test_a_table_of_all_countries_is_done_in_time() -> None:
    counts = [[(row * 7 + column * 3) % 11 if row % 9 else 40 + row for column in range(8)] for row in range(250)]
    started = perf_counter()

    first = suppress_table(counts, threshold=5)

    assert perf_counter() - started < 20
    assert first == suppress_table(counts, threshold=5)
    assert any(one is not None for one in first.rows)
