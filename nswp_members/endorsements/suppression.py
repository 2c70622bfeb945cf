"""Hiding small numbers from those who may not know which organisations stand behind them.

A number below the threshold would tell of single organisations, and so would its difference to the whole. Where one
number is hidden, others are hidden as well, until the hidden ones cannot be had by taking the shown ones from the sum
(security notes, control C4).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nswp_members.endorsements.queries.coverage import PublicCoverageRow


@dataclass(frozen=True)
class SuppressedRow:
    """A region's numbers; ``endorsed`` is None where it is hidden."""

    region_code: str
    organisations: int
    endorsed: int | None


@dataclass(frozen=True)
class SuppressedCoverage:
    """What somebody may see who may see numbers only; ``endorsed`` is None where even the sum is hidden."""

    rows: list[SuppressedRow]
    organisations: int
    endorsed: int | None


def suppress(rows: Sequence[PublicCoverageRow], *, threshold: int) -> SuppressedCoverage:
    """Return the rows without numbers from which fewer than ``threshold`` organisations could be told apart."""
    organisations = sum(row.organisations for row in rows)
    endorsed = sum(row.endorsed for row in rows)
    if not _is_safe(organisations, endorsed, threshold):
        return SuppressedCoverage([_hidden(row) for row in rows], organisations, None)
    hidden = {row.region_code for row in rows if not _is_safe(row.organisations, row.endorsed, threshold)}
    remaining = sorted(
        (row for row in rows if row.region_code not in hidden),
        key=lambda row: (row.organisations, row.region_code),
        reverse=True,
    )
    while remaining and not _hides_together([row for row in rows if row.region_code in hidden], threshold):
        hidden.add(remaining.pop().region_code)
    shown = [
        _hidden(row) if row.region_code in hidden else SuppressedRow(row.region_code, row.organisations, row.endorsed)
        for row in rows
    ]
    return SuppressedCoverage(shown, organisations, endorsed)


def _is_safe(organisations: int, endorsed: int, threshold: int) -> bool:
    """Whether both those who do and those who do not are enough to hide among."""
    return endorsed >= threshold and organisations - endorsed >= threshold


def _hides_together(rows: Sequence[PublicCoverageRow], threshold: int) -> bool:
    """Whether the sum of these hidden rows, which anybody can work out, tells nothing of one of them."""
    if not rows:
        return True
    organisations = sum(row.organisations for row in rows)
    endorsed = sum(row.endorsed for row in rows)
    telling = sum(1 for row in rows if row.organisations)
    return telling > 1 and _is_safe(organisations, endorsed, threshold)


def _hidden(row: PublicCoverageRow) -> SuppressedRow:
    return SuppressedRow(row.region_code, row.organisations, None)
