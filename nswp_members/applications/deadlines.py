"""When something is due: the end of a day where the one who has to do it lives."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nswp_members.applications.models import Rules, Step
from nswp_members.applications.states import State
from nswp_members.core.clocks import zone_of


def local_day(at: datetime, time_zone: str) -> date:
    """Return which day it is at that moment in a time zone (an IANA name; UTC if nobody knows it)."""
    return at.astimezone(zone_of(time_zone)).date()


def end_of_day(day: date, time_zone: str) -> datetime:
    """Return the moment, in UTC, at which a day has ended in a time zone, whatever its clocks did that day."""
    zone: ZoneInfo = zone_of(time_zone)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)


def is_overdue(step: Step, at: datetime) -> bool:
    """Whether the last day of an open step has ended for its assignee."""
    return step.closed_at is None and at >= end_of_day(step.due_on, zone_name(step))


def days_left(step: Step, at: datetime) -> int:
    """Return how many days are left, 0 on the last one, less than 0 when it is overdue."""
    return (step.due_on - local_day(at, zone_name(step))).days


def zone_name(step: Step) -> str:
    """Return the time zone in which the last day of a step ends."""
    return step.assignee.time_zone if step.assignee else "UTC"


def days_for(state: State, rule: Rules) -> int:
    """Return how many days the rules give to a state."""
    return {
        State.CHECK: rule.days_to_check,
        State.REPRESENTATIVES: rule.days_to_decide,
        State.VERIFICATION: rule.days_to_verify,
        State.INFORMATION: rule.days_to_answer,
    }[state]


def rungs(step: Step) -> list[tuple[str, date]]:
    """Return the reminders of an open step, the earliest first: a name that stays the same, and its day.

    A decision has two on the way; everything has one on its last day.
    """
    found = [("due", step.due_on)]
    if step.state in (State.REPRESENTATIVES, State.VERIFICATION):
        for name, days in (("first", step.first_reminder), ("second", step.second_reminder)):
            found.append((name, step.counted_from + timedelta(days=days)))
    return sorted(found, key=lambda pair: pair[1])
