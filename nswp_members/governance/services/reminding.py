"""Letters before a term ends."""

from datetime import date, timedelta

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now
from nswp_members.governance import queries
from nswp_members.governance.models import SeatTerm
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

RUNGS = (30, 90)


def remind(today: date) -> int:
    """Tell the holder and the membership staff that a term ends in 90 and in 30 days, each once; return how many.

    A run that was missed is caught up by the next one, with the nearest rung only. A term that was extended is
    announced anew for its new day.
    """
    due = queries.ending_by(today + timedelta(days=RUNGS[-1]), today=today)
    if not due:
        return 0
    staff = [one.id for one in accounts.people_with_roles([Role.MEMBERSHIP], at=now())]
    letters = [
        NewNotice("seat_term_ends", person_id, _occurrence(term, today), {})
        for term in due
        for person_id in dict.fromkeys([term.person_id, *staff])
    ]
    return len(notices.notify_many(letters))


def _occurrence(term: SeatTerm, today: date) -> str:
    """Return what makes a letter the only one of its kind: the term, its last day and the rung."""
    left = (term.ends_on - today).days
    rung = next(one for one in RUNGS if left <= one)
    return f"{term.id}:{term.ends_on.isoformat()}:{rung}"
