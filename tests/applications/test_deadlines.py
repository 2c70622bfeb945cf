"""When something is due."""

from datetime import UTC, date, datetime

import pytest

from nswp_members.accounts.models import Person
from nswp_members.applications.deadlines import days_left, end_of_day, is_overdue, rungs
from nswp_members.applications.models import Step

DAY = date(2027, 3, 28)


@pytest.mark.parametrize(
    ("day", "zone", "ends"),
    [
        (DAY, "UTC", datetime(2027, 3, 29, 0, 0, tzinfo=UTC)),
        (DAY, "Africa/Nairobi", datetime(2027, 3, 28, 21, 0, tzinfo=UTC)),
        (date(2027, 3, 27), "Europe/Paris", datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
        (DAY, "Europe/Paris", datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        (date(2026, 9, 5), "America/Santiago", datetime(2026, 9, 6, 4, 0, tzinfo=UTC)),
        (date(2026, 9, 6), "America/Santiago", datetime(2026, 9, 7, 3, 0, tzinfo=UTC)),
        (DAY, "Pacific/Kiritimati", datetime(2027, 3, 28, 10, 0, tzinfo=UTC)),
        (DAY, "No/Such_Place", datetime(2027, 3, 29, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_where_somebody_lives_whatever_the_clocks_do(day: date, zone: str, ends: datetime) -> None:
    assert end_of_day(day, zone) == ends


def test_it_is_overdue_from_the_end_of_the_day_there_and_not_before() -> None:
    step = Step(state="check", due_on=DAY, assignee=Person(time_zone="America/Lima"))
    ends = datetime(2027, 3, 29, 5, 0, tzinfo=UTC)

    before = ends.replace(hour=4, minute=59)

    assert (is_overdue(step, before), days_left(step, before)) == (False, 0)
    assert (is_overdue(step, ends), days_left(step, ends)) == (True, -1)


@pytest.mark.parametrize(
    ("state", "names"),
    [("check", ["due"]), ("representatives", ["first", "second", "due"]), ("verification", ["due", "first", "second"])],
)
def test_a_decision_has_reminders_on_the_way(state: str, names: list[str]) -> None:
    due_on = date(2027, 1, 10) if state == "verification" else date(2027, 3, 2)
    step = Step(state=state, counted_from=date(2027, 1, 1), due_on=due_on, first_reminder=30, second_reminder=45)

    assert [name for name, _day in rungs(step)] == names
