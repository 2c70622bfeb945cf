"""Comparing counts of sex workers with thresholds: pure numbers, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PAIRS = ("count_decisions", "count_spokespeople", "count_staff", "count_members")
"""The four pairs of counts (domain notes 1.3), by the keys of their questions."""


class Outcome(StrEnum):
    """What the counts say. UNCLEAR: a count that matters is missing, or there is nobody to count."""

    MET = "met"
    NOT_MET = "not-met"
    UNCLEAR = "unclear"


class Finding(StrEnum):
    """What one pair says. NOBODY: there are none, so the pair does not count. SHOWN: no threshold is set for it."""

    MET = "met"
    NOT_MET = "not-met"
    MISSING = "missing"
    NOBODY = "nobody"
    SHOWN = "shown"


@dataclass(frozen=True)
class PairFinding:
    """One pair: how many of how many, the share in whole per cent (rounded down; None without anybody), the least."""

    pair: str
    sex_workers: int | None
    total: int | None
    share: int | None
    needed: int | None
    finding: Finding


@dataclass(frozen=True)
class Judgement:
    """What all pairs say together."""

    outcome: Outcome
    pairs: tuple[PairFinding, ...]


def judge(counts: Mapping[str, Any], shares: Mapping[str, int]) -> Judgement:
    """Compare counts (``{"sex_workers", "total"}`` by pair) with the least shares in per cent by pair.

    Shares are compared exactly, not as they are rounded for reading.
    """
    pairs = tuple(_judge_pair(pair, counts.get(pair), shares.get(pair)) for pair in PAIRS)
    found = {one.finding for one in pairs}
    if Finding.NOT_MET in found:
        return Judgement(Outcome.NOT_MET, pairs)
    if Finding.MISSING in found or Finding.MET not in found:
        return Judgement(Outcome.UNCLEAR, pairs)
    return Judgement(Outcome.MET, pairs)


def _judge_pair(pair: str, count: Any, needed: int | None) -> PairFinding:
    if not is_count(count):
        return PairFinding(pair, None, None, None, needed, Finding.MISSING if needed is not None else Finding.SHOWN)
    part, total = count["sex_workers"], count["total"]
    if not total:
        return PairFinding(pair, part, total, None, needed, Finding.NOBODY)
    share = 100 * part // total
    if needed is None:
        return PairFinding(pair, part, total, share, None, Finding.SHOWN)
    met = 100 * part >= needed * total
    return PairFinding(pair, part, total, share, needed, Finding.MET if met else Finding.NOT_MET)


def is_count(count: Any) -> bool:
    """Whether this is a pair of whole numbers of which the first is a part of the second."""
    if not isinstance(count, Mapping):
        return False
    part, total = count.get("sex_workers"), count.get("total")
    return isinstance(part, int) and isinstance(total, int) and 0 <= part <= total
