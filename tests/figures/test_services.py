import contextvars
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from nswp_members.core.db import session, transaction
from nswp_members.figures.models import FrozenFigures
from nswp_members.figures.release import Count
from nswp_members.figures.services import Figures, Terms, frozen

JANUARY = Terms(date(2026, 1, 1), 5)
APRIL = Terms(date(2026, 4, 1), 5)


def look(*values: int, terms: Terms = JANUARY, name: str = "numbers", scope: str = "") -> Figures:
    """Look at numbers that are these values now."""
    counts = [Count(f"row {place}", value, 90) for place, value in enumerate(values)]
    return frozen(name, scope, lambda: counts, terms=terms)


def test_numbers_stand_still_for_a_period(app: Flask) -> None:
    first = look(10, 20)

    assert first.since == date(2026, 1, 1)
    assert first.threshold == 5
    assert first.release.total == 30
    assert look(40, 50) == first
    assert session.scalar(select(func.count()).select_from(FrozenFigures)) == 1


def test_a_new_period_holds_back_a_change_of_few(app: Flask) -> None:
    look(10, 20)

    later = look(12, 30, terms=APRIL)

    assert later.since == date(2026, 4, 1)
    assert [row.value for row in later.release.rows] == [10, 30]


def test_what_is_hidden_is_not_stored(app: Flask) -> None:
    look(3, 12, 40)

    stored = session.scalars(select(FrozenFigures)).one()
    assert stored.rows == [["row 0", None, 90], ["row 1", None, 90], ["row 2", 40, 90]]
    assert stored.total == 55


def test_names_and_scopes_are_apart(app: Flask) -> None:
    look(10, 20)

    assert look(40, 50, scope="other").release.total == 90
    assert look(60, 20, name="others").release.total == 80


def test_a_later_period_is_never_followed_by_an_earlier_one(app: Flask) -> None:
    later = look(10, 20, terms=APRIL)

    assert look(40, 50, terms=JANUARY) == later


def test_terms_come_from_the_settings() -> None:
    settings = {"FIGURES_PERIOD": "month", "SMALL_COUNT": 7}

    assert Terms.of(settings, date(2026, 11, 24)) == Terms(date(2026, 11, 1), 7)


def test_who_looks_at_the_same_time_sees_the_same(racing_app: Flask) -> None:
    start, taken = Barrier(4), []

    def compute() -> Sequence[Count]:
        taken.append(1)
        return [Count("row", 10 * len(taken), 90)]

    def one_look() -> Figures:
        with racing_app.app_context():
            start.wait()
            with transaction():
                return frozen("numbers", "", compute, terms=JANUARY)

    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(contextvars.Context().run, one_look) for _ in range(4)]
        found = [one.result() for one in looks]

    assert len(taken) == 1
    assert all(one == found[0] for one in found)
    assert session.scalar(select(func.count()).select_from(FrozenFigures)) == 1
