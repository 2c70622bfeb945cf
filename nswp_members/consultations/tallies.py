"""Counting answers, and hiding what tells of few; everything here is pure.

What anybody but the secretariat gets to see is made once, when a consultation counts as analysed:

1. Of fewer than 2k answers to something nothing is shown, not even how many there were.
2. Where everybody chose one thing, the numbers and their sum are suppressed together (`core.suppression`).
3. Where one could choose several, a number is hidden that is below k, or whose complement is.
4. Of numbers that were asked for, the middle one is shown and no other.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from nswp_members.consultations.models import ConsultationQuestion, QuestionType, Stance
from nswp_members.figures.release import Count, next_release

Frozen = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """How often each thing was chosen, as (code, number) in order, of ``answered`` answers.

    ``overlapping`` says that one answer may count for several; ``middle`` is the median of numbers.
    """

    rows: tuple[tuple[str, int], ...]
    answered: int
    overlapping: bool = False
    middle: float | None = None


def tally_of_stances(stances: Iterable[str]) -> Tally:
    """Return how many organisations stand where."""
    counts = Counter(stances)
    return Tally(tuple((one.value, counts[one.value]) for one in Stance), counts.total())


def tally_of_regions(codes: Iterable[str], regions: Sequence[str]) -> Tally:
    """Return from how many organisations of each region there are answers."""
    counts = Counter(codes)
    return Tally(tuple((code, counts[code]) for code in regions), counts.total())


def tally_of_answers(question: ConsultationQuestion, values: Sequence[Any]) -> Tally:
    """Return how often each answer to a question was given, in the codes of `codes_of`."""
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    middle = float(median(numbers)) if question.type == QuestionType.NUMBER and numbers else None
    chosen = [str(code) for one in values for code in (one if isinstance(one, list) else [_code(one)])]
    counts = Counter(chosen)
    rows = tuple((code, counts[code]) for code in codes_of(question))
    return Tally(rows, len(values), question.type == QuestionType.CHOICES and question.most != 1, middle)


def codes_of(question: ConsultationQuestion) -> list[str]:
    """Return the codes that answers to a question are counted by; none for texts and numbers."""
    if question.type in (QuestionType.CHOICE, QuestionType.CHOICES):
        return [str(one["code"]) for one in question.options]
    if question.type == QuestionType.YES_NO:
        return ["yes", "no"]
    if question.type == QuestionType.SCALE:
        least = question.least or 0
        return [str(number) for number in range(least, (question.most or least) + 1)]
    return []


def _code(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def frozen(tally: Tally, threshold: int) -> Frozen:
    """Return what may be shown: ``rows`` as [code, number or None], ``answered``, ``middle``, None where hidden."""
    if tally.answered < 2 * threshold:
        return {"rows": [[code, None] for code, _ in tally.rows], "answered": None, "middle": None}
    whole = tally.answered if tally.overlapping else None
    counts = [Count(code, number, whole) for code, number in tally.rows]
    release = next_release(counts, [], summed=not tally.overlapping, threshold=threshold)
    summed = bool(tally.rows) and not tally.overlapping
    return {
        "rows": [[row.key, row.value] for row in release.rows],
        "answered": release.total if summed else tally.answered,
        "middle": tally.middle,
    }


def exact(tally: Tally) -> Frozen:
    """Return all of it in the same form, for those who may see the answers one by one."""
    return {"rows": [[*row] for row in tally.rows], "answered": tally.answered, "middle": tally.middle}
