"""Taking numbers once in a period."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.core.db import now, session
from nswp_members.figures import queries
from nswp_members.figures.models import FrozenFigures
from nswp_members.figures.periods import period_start
from nswp_members.figures.release import Count, Release, Row, next_release

Compute = Callable[[], Sequence[Count]]


@dataclass(frozen=True)
class Terms:
    """On which terms numbers are released: for the period that began when, hiding what is below a threshold."""

    since: date
    threshold: int

    @classmethod
    def of(cls, settings: Mapping[str, Any], day: date) -> "Terms":
        """Return the terms that the settings name for this day."""
        return cls(period_start(day, settings["FIGURES_PERIOD"]), settings["SMALL_COUNT"])


@dataclass(frozen=True)
class Figures:
    """Numbers as released for the period that began on ``since``."""

    release: Release
    since: date
    threshold: int


def frozen(name: str, scope: str, compute: Compute, *, terms: Terms, summed: bool = True) -> Figures:
    """Return the numbers as released in this period; take them with ``compute`` if nobody has done so yet.

    ``summed`` says that no organisation stands in two rows, so that the sum is shown as well. Of two who take them at
    once one waits for the other, and both get the same.
    """
    found = _of_period(name, scope, terms)
    if found is None:
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"figures {name} {scope}", 0))))
        found = _of_period(name, scope, terms) or _take(name, scope, compute, terms, summed)
    return found


def _of_period(name: str, scope: str, terms: Terms) -> Figures | None:
    """Return what was released in this period or a later one, if anything was."""
    found = queries.releases(name, scope)
    return _figures(found[-1]) if found and found[-1].period_start >= terms.since else None


def _take(name: str, scope: str, compute: Compute, terms: Terms, summed: bool) -> Figures:
    """Take the numbers and store what may be shown of them after all that was shown before."""
    earlier = [_figures(one).release for one in queries.releases(name, scope)]
    release = next_release(compute(), earlier, summed=summed, threshold=terms.threshold)
    values = {
        "name": name,
        "scope": scope,
        "period_start": terms.since,
        "threshold": terms.threshold,
        "rows": [astuple(row) for row in release.rows],
        "total": release.total,
        "created_at": now(),
    }
    session.execute(insert(FrozenFigures).values(values).on_conflict_do_nothing())
    return _of_period(name, scope, terms) or Figures(release, terms.since, terms.threshold)


def _figures(stored: FrozenFigures) -> Figures:
    rows = tuple(Row(*row) for row in stored.rows)
    return Figures(Release(rows, stored.total), stored.period_start, stored.threshold)
