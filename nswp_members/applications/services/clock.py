"""What the clock does to reviews: reminders, each once, and the end of applications that get no answer."""

from datetime import datetime, timedelta

from nswp_members.applications import queries
from nswp_members.applications.deadlines import end_of_day, local_day, rungs, zone_name
from nswp_members.applications.services import telling
from nswp_members.applications.services.moving import move
from nswp_members.applications.services.steps import whose_turn
from nswp_members.applications.states import Move, State

AFTER_WARNING = timedelta(days=2)


def remind_reviewers(*, at: datetime) -> None:
    """Remind those whose turn it is, and the secretariat from the second time on.

    Of several reminders that a missed run left undone, only the last goes out.
    """
    for application, step in queries.open_cases((State.CHECK, State.REPRESENTATIVES, State.VERIFICATION)):
        today = local_day(at, zone_name(step))
        passed = [name for name, day in rungs(step) if day <= today]
        if not passed:
            continue
        people = {one.id: one for one in whose_turn(application, step, at=at)}
        if passed[-1] != "first":
            people |= {one.id: one for one in queries.staff(at=at)}
        occurrence = f"{step.id if passed[-1] == 'due' else application.id}:{passed[-1]}"
        telling.tell_people(telling.LATE, application, people.values(), occurrence=occurrence)


def tend_questions(*, at: datetime) -> None:
    """Warn applicants who were asked and did not answer, and let those expire who were warned in time."""
    for application, step in queries.open_cases((State.INFORMATION,)):
        if step.warned_at is None:
            if local_day(at, "UTC") >= step.due_on - timedelta(days=step.warn_before):
                step.warned_at = at
                telling.tell_applicant(application, occurrence=str(step.id), kind=telling.ANSWER_SOON)
        elif at >= max(end_of_day(step.due_on, "UTC"), step.warned_at + AFTER_WARNING):
            move(application, Move.EXPIRE, by=None, expected_version=application.version)
