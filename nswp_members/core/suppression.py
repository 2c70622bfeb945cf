"""Hiding small numbers, and with them the numbers from which the small ones could be worked out.

A number is small below a threshold k, and where its complement to a known whole is: "48 of 50" tells of two. Zero is
no exception ("0 of 20" tells of twenty), unless the whole is known to be empty: "0 of 0" tells nothing and is shown.
Where one number is hidden, others are hidden as well, until nobody can narrow down a hidden one to fewer than k
values by sums and differences. The choice depends on nothing but the numbers, so that every output has one mask.

Sources: security notes, control C4; consortium notes, "Suppression". Both functions are pure; counts are whole
numbers from zero up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

Bounds = Sequence[int | None]
Place = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """Numbers in a row and their sum; None where hidden."""

    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Table:
    """Numbers in rows and columns with their sums; None where hidden."""

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None


def is_small(count: int, whole: int | None, threshold: int) -> bool:
    """Whether a count out of a whole (None if nobody knows it) tells of fewer than ``threshold``."""
    if whole == 0:
        return False
    return count < threshold or (whole is not None and whole - count < threshold)


def hides(total: int, wholes: Bounds, threshold: int) -> bool:
    """Whether the sum of some hidden counts, each out of a whole (None: not known), tells nothing of one of them."""
    telling = [whole for whole in wholes if whole != 0]
    if not telling:
        return True
    unknown = telling.count(None)
    room = sum(whole or 0 for whole in telling)
    if len(telling) < 2 or total < 2 * threshold or (not unknown and room - total < 2 * threshold):
        return False
    for whole in telling:
        others = inf if unknown > (whole is None) else room - (whole or 0)
        most = inf if whole is None else whole
        if min(most, total) - max(0, total - others) < min(threshold, most):
            return False
    return True


def suppress(counts: Sequence[int], *, threshold: int, wholes: Bounds | None = None) -> Line:
    """Return the counts and their sum without what tells of fewer than ``threshold``.

    ``wholes`` says what each count is out of, where that is known to everybody. Those hidden for the sake of others
    are the smallest by what is known: the whole, else the count.
    """
    wholes = [None] * len(counts) if wholes is None else wholes
    hidden = {place for place, count in enumerate(counts) if is_small(count, wholes[place], threshold)}
    small = frozenset(hidden)
    remaining = [place for place in range(len(counts)) if place not in hidden and wholes[place] != 0]
    remaining.sort(key=lambda place: (counts[place] if wholes[place] is None else wholes[place], place), reverse=True)
    while not hides(sum(counts[place] for place in hidden), [wholes[place] for place in hidden], threshold):
        if not remaining:
            return Line(_without(counts, small), None)
        hidden.add(remaining.pop())
    return Line(_without(counts, hidden), sum(counts))


def _without(counts: Sequence[int], hidden: frozenset[int] | set[int]) -> tuple[int | None, ...]:
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def suppress_table(counts: Sequence[Sequence[int]], *, threshold: int) -> Table:
    """Return rows of counts, of one length, with their sums, without what tells of fewer than ``threshold``.

    Every hidden number is the corner of a rectangle of hidden numbers (sums included) that could all be shifted up and
    down by ``threshold`` steps together without changing any sum; and hidden numbers that have a shown sum are at
    least two and add up to twice the threshold. About 10⁶ steps for 250 rows of 8.
    """
    grid = _Grid(counts, threshold)
    grid.hide()
    body = tuple(tuple(grid.shown(row, column) for column in range(grid.width)) for row in range(grid.height))
    return Table(
        body,
        tuple(grid.shown(row, grid.width) for row in range(grid.height)),
        tuple(grid.shown(grid.height, column) for column in range(grid.width)),
        grid.shown(grid.height, grid.width),
    )


class _Grid:
    """A table whose last row and column are the sums, and which of its places are hidden."""

    def __init__(self, counts: Sequence[Sequence[int]], threshold: int) -> None:
        self.threshold = threshold
        self.height = len(counts)
        self.width = len(counts[0]) if counts else 0
        body = [[*row, sum(row)] for row in counts]
        sums = [sum(row[column] for row in body) for column in range(self.width + 1)]
        self.counts = [*body, sums]
        self.hidden = [[count < threshold for count in row] for row in self.counts]
        self.safe: set[Place] = set()

    def shown(self, row: int, column: int) -> int | None:
        """Return what is shown at a place."""
        return None if self.hidden[row][column] else self.counts[row][column]

    def hide(self) -> None:
        """Hide further places until no hidden one can be narrowed down."""
        waiting = [place for place in self._places() if self._is_hidden(place)]
        while waiting:
            for place in waiting:
                if place not in self.safe:
                    self._protect(place)
            self._fill_lines()
            waiting = [place for place in self._places() if self._is_hidden(place) and place not in self.safe]

    def _places(self) -> Iterator[Place]:
        """Yield all places, the sums last."""
        return ((row, column) for row in range(self.height + 1) for column in range(self.width + 1))

    def _is_hidden(self, place: Place) -> bool:
        return self.hidden[place[0]][place[1]]

    def _protect(self, place: Place) -> None:
        """Hide the cheapest rectangle that lets the number at this place vary by the threshold."""
        best: tuple[float, Place] = (inf, place)
        row, column = place
        for other_row in range(self.height + 1):
            if other_row == row or self._cost(other_row, column) >= best[0]:
                continue
            for other_column in range(self.width + 1):
                if other_column == column:
                    continue
                cost = self._rectangle_cost(row, column, other_row, other_column)
                if cost < best[0] and self._play(row, column, other_row, other_column) >= self.threshold:
                    best = cost, (other_row, other_column)
            if best[0] == 0:
                break
        other_row, other_column = best[1]
        for corner in ((row, column), (row, other_column), (other_row, column), (other_row, other_column)):
            self.hidden[corner[0]][corner[1]] = True
            self.safe.add(corner)

    def _cost(self, row: int, column: int) -> int:
        """Return what is lost by hiding a place: nothing if it is hidden anyway."""
        return 0 if self.hidden[row][column] else self.counts[row][column] + 1

    def _rectangle_cost(self, row: int, column: int, other_row: int, other_column: int) -> int:
        return self._cost(row, other_column) + self._cost(other_row, column) + self._cost(other_row, other_column)

    def _play(self, row: int, column: int, other_row: int, other_column: int) -> float:
        """Return by how many steps the four numbers can be shifted, in turn up and down, with no sum changed.

        A sum moves with its numbers instead of against them, so its sign is turned; no number falls below zero.
        """
        up, down = inf, inf
        for one_row, one_column, sign in (
            (row, column, 1),
            (row, other_column, -1),
            (other_row, other_column, 1),
            (other_row, column, -1),
        ):
            turned = (one_row == self.height) != (one_column == self.width)
            if (sign == 1) != turned:
                down = min(down, self.counts[one_row][one_column])
            else:
                up = min(up, self.counts[one_row][one_column])
        return up + down

    def _fill_lines(self) -> None:
        """Hide the smallest shown number, or else the sum, of each line whose hidden numbers add up to too little."""
        rows = [[(row, column) for column in range(self.width + 1)] for row in range(self.height + 1)]
        columns = [[(row, column) for row in range(self.height + 1)] for column in range(self.width + 1)]
        for *line, total in (*rows, *columns):
            hidden = [place for place in line if self._is_hidden(place)]
            if not hidden or self._is_hidden(total):
                continue
            shown = sorted((place for place in line if not self._is_hidden(place)), key=self._size, reverse=True)
            while not hides(sum(self._size(one)[0] for one in hidden), [None] * len(hidden), self.threshold):
                place = shown.pop() if shown else total
                self.hidden[place[0]][place[1]] = True
                if place == total:
                    break
                hidden.append(place)

    def _size(self, place: Place) -> tuple[int, Place]:
        """Return the count at a place, and the place to decide between equal ones."""
        return self.counts[place[0]][place[1]], place
