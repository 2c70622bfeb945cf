"""Writing to handlers whose complaint waits longer than it should."""

from datetime import date

from nswp_members.complaints import queries
from nswp_members.complaints.services.handling import NOTICE
from nswp_members.core.db import now
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice


def remind(*, on: date) -> int:
    """Remind the handlers of each complaint whose day has passed, once for each step; return how many letters it made.

    The letter says only that something waits; what and whose stays in the register.
    """
    found = [
        NewNotice(NOTICE, person_id, f"{complaint.id}:v{complaint.version}", {})
        for complaint in queries.overdue(on=on)
        for person_id in sorted(queries.able_handlers(complaint, at=now()))
    ]
    return len(notices.notify_many(found))
