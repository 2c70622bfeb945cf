"""What the clock does: forgets what nobody confirmed or what ended long ago, and closes letters."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from nswp_members.allies import queries
from nswp_members.allies.models import AllyMail, LetterState
from nswp_members.allies.services.entering import forget
from nswp_members.audit import services as audit
from nswp_members.core.db import session

A_RUN = 1000
MAILS_KEPT = timedelta(days=7)


def forget_unconfirmed(*, before: datetime) -> int:
    """Delete entries begun before a moment and never confirmed, some of them each time; return how many."""
    found = queries.unconfirmed_before(before, limit=A_RUN)
    for ally in found:
        forget(ally)
    return len(found)


def forget_ended(*, before: datetime) -> int:
    """Delete entries that were refused or withdrawn before a moment, some of them each time; return how many."""
    found = queries.ended_before(before, limit=A_RUN)
    for ally in found:
        forget(ally)
    return len(found)


def forget_mails(*, at: datetime) -> None:
    """Forget on which days addresses were written to, once that limits nothing any more."""
    session.execute(delete(AllyMail).where(AllyMail.day < (at - MAILS_KEPT).date(), AllyMail.due_at < at - MAILS_KEPT))


def close_ended_letters(*, at: datetime) -> None:
    """Close letters whose deadline is over."""
    for letter in queries.open_letters_ended(at.date()):
        letter.state = LetterState.CLOSED
        letter.closed_at = at
        audit.record("letters.closed", "letter", letter.id, by=None)
