"""What may be shown of numbers after what has been shown of them before, so that subtracting two releases is no use.

In words (docs/figures.md has an example):

1. The first release is suppressed, see `core.suppression`.
2. A row is repeated as it was until both its number and the rest of its whole are k away from every release so far:
   changes of fewer than k are held back until they add up. A number that would point at few is hidden.
3. What was hidden beside a shown sum comes back together or not at all, each number from 2k up; what was hidden
   without one comes back from 2k up. Otherwise a number that comes back would tell what its neighbours had been.
4. A sum is shown only where the hidden numbers in it were never shown: otherwise their earlier values would tell.
5. What can be worked out from two releases as one sum, and the total, is the same in both or k apart. Rows are
   repeated as they were until that holds, in the end all of them.

Everything here is pure. Rows have a key, a number, and what it is out of, None where nobody knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nswp_members.core.suppression import hides, is_small, suppress


@dataclass(frozen=True)
class Row:
    """A number under its key; ``value`` is None where it is hidden, ``whole`` where nobody knows it."""

    key: str
    value: int | None
    whole: int | None = None


@dataclass(frozen=True)
class Count:
    """A true number under its key, out of a whole."""

    key: str
    value: int
    whole: int | None = None


@dataclass(frozen=True)
class Release:
    """Numbers as they are shown, in order; ``total`` is None where it is hidden or makes no sense."""

    rows: tuple[Row, ...]
    total: int | None

    @property
    def whole(self) -> int:
        """What the total is out of."""
        return sum(row.whole or 0 for row in self.rows)

    def value(self, key: str) -> int | None:
        """Return the number under a key, None if it is hidden or there is none."""
        return next((row.value for row in self.rows if row.key == key), None)

    @property
    def hidden(self) -> frozenset[str]:
        """The keys whose numbers are hidden."""
        return frozenset(row.key for row in self.rows if row.value is None)


def next_release(counts: Sequence[Count], earlier: Sequence[Release], *, summed: bool, threshold: int) -> Release:
    """Return what is shown of the counts, of which ``earlier`` was shown, the oldest first."""
    if not earlier:
        return _first(counts, summed, threshold)
    for candidate in _candidates(counts, earlier, summed, threshold):
        if all(_tells_nothing(one, candidate, threshold) for one in earlier):
            return candidate
    return earlier[-1]


def _first(counts: Sequence[Count], summed: bool, threshold: int) -> Release:
    if not summed:
        return Release(tuple(_shown(Row(one.key, one.value, one.whole), one, threshold) for one in counts), None)
    line = suppress([one.value for one in counts], wholes=[one.whole for one in counts], threshold=threshold)
    rows = tuple(Row(one.key, cell, one.whole) for one, cell in zip(counts, line.cells, strict=True))
    return Release(rows, line.total)


def _candidates(counts: Sequence[Count], earlier: Sequence[Release], summed: bool, threshold: int) -> Iterator[Release]:
    """Yield releases, each nearer to the last one than the one before."""
    last = {row.key: row for row in earlier[-1].rows}
    true = {one.key: one for one in counts}
    for stuck in (_stuck(counts, earlier, threshold), earlier[-1].hidden):
        rows = {}
        for one in counts:
            row = Row(one.key, None) if one.key in stuck else _held(one, earlier, threshold)
            rows[one.key] = _shown(row, one, threshold)
        yield from _with_totals(rows, true, earlier, summed, threshold)
        moved = [key for key, row in rows.items() if _change(last.get(key), row)]
        for key in sorted(moved, key=lambda one: (_change(last.get(one), rows[one]), one)):
            rows[key] = _shown(last[key], true[key], threshold)
            yield from _with_totals(rows, true, earlier, summed, threshold)


def _change(last: Row | None, row: Row) -> int:
    """Return by how much a number differs from the last release, 0 where one of the two is hidden."""
    return 0 if last is None or last.value is None or row.value is None else abs(row.value - last.value)


def _shown(row: Row, count: Count, threshold: int) -> Row:
    """Return the row, hidden if its number is small or would be, out of what everybody knows the whole to be now."""
    if count.whole == 0:
        return Row(count.key, 0, 0)
    small = row.value is None or any(is_small(row.value, one, threshold) for one in {row.whole, count.whole})
    return Row(count.key, None, count.whole) if small else row


def _held(count: Count, earlier: Sequence[Release], threshold: int) -> Row:
    """Return the row as it was shown last, or at some time, if the count has not moved away from it."""
    now = Row(count.key, count.value, count.whole)
    shown = [row for release in earlier for row in release.rows if row.key == count.key and row.value is not None]
    near = [row for row in shown if not _steady(row, now, threshold)]
    last = next((row for row in earlier[-1].rows if row.key == count.key), None)
    if last in near:
        return last
    return min(near, key=lambda row: _change(row, now), default=now)


def _steady(one: Row, other: Row, threshold: int) -> bool:
    """Whether the difference of two shown rows tells nothing of fewer than the threshold: none, or enough."""
    if one.value is None or other.value is None or one == other:
        return True
    if abs(one.value - other.value) < threshold:
        return False
    if one.whole is None or other.whole is None:
        return True
    return abs((one.whole - one.value) - (other.whole - other.value)) >= threshold


def _stuck(counts: Sequence[Count], earlier: Sequence[Release], threshold: int) -> frozenset[str]:
    """Return the keys that were hidden in the last release and must stay so.

    A row out of nothing is shown as nothing; what was hidden before it was empty counts as hidden when it fills again.
    """
    empty = {row.key for row in earlier[-1].rows if row.whole == 0}
    hidden = earlier[-1].hidden.union(*(release.hidden & empty for release in earlier))
    free = {one.key for one in counts if not is_small(one.value, one.whole, 2 * threshold)}
    stuck = hidden - free
    groups = [release.hidden & hidden for release in earlier if release.total is not None]
    while more := [group for group in groups if group & stuck and not group <= stuck]:
        stuck = stuck.union(*more)
    return stuck


def _with_totals(
    rows: dict[str, Row], true: dict[str, Count], earlier: Sequence[Release], summed: bool, threshold: int
) -> Iterator[Release]:
    """Yield the rows with the true total, with one that keeps the hidden sum as it was, and with none."""
    found = tuple(rows.values())
    hidden = [true[row.key] for row in found if row.value is None]
    shown = sum(row.value or 0 for row in found)
    if summed and not hidden:
        yield Release(found, shown)
        return
    ever = {row.key for release in earlier for row in release.rows if row.value is not None and row.whole != 0}
    if summed and ever.isdisjoint(one.key for one in hidden):
        sums = [sum(one.value for one in hidden)]
        if earlier[-1].total is not None and earlier[-1].hidden == {one.key for one in hidden}:
            sums.append(earlier[-1].total - sum(row.value or 0 for row in earlier[-1].rows))
        for one in sums:
            if hides(one, [count.whole for count in hidden], threshold):
                yield Release(found, shown + one)
    yield Release(found, None)


def _tells_nothing(one: Release, other: Release, threshold: int) -> bool:
    """Whether what can be worked out from both releases is the same in both, or far enough apart."""
    keys = {row.key for row in (*one.rows, *other.rows)}
    parts = [frozenset({key}) for key in keys - one.hidden - other.hidden]
    both = one.total is not None and other.total is not None
    if not one.hidden & other.hidden:
        parts += [release.hidden for release in (one, other) if release.total is not None]
    elif both:
        parts.append(one.hidden | other.hidden)
    if both:
        parts.append(frozenset(keys))
    sums = [(_sum(one, part), _sum(other, part)) for part in parts]
    return all(first.value == second.value or _steady(first, second, threshold) for first, second in sums)


def _sum(release: Release, keys: frozenset[str]) -> Row:
    """Return the sum of some rows; if hidden ones are among them, all of them are."""
    inside = [row for row in release.rows if row.key in keys]
    value = sum(row.value or 0 for row in inside)
    if release.hidden & keys:
        value += (release.total or 0) - sum(row.value or 0 for row in release.rows)
    known = all(row.whole is not None for row in inside)
    return Row("", value, sum(row.whole or 0 for row in inside) if known else None)
