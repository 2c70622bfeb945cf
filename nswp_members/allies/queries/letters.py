"""Reading letters and who of the members signed them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from nswp_members.allies.models import Ally, AllyState, Letter, LetterSignature, LetterState
from nswp_members.core.db import session

PUBLIC = (LetterState.OPEN, LetterState.CLOSED, LetterState.PUBLISHED)
MOST_LETTERS = 100


@dataclass(frozen=True)
class Tally:
    """How many signed a letter so far; for those who tend it."""

    members: int
    allies: int
    waiting: int


def letters(*, for_staff: bool = False, page: int = 1, limit: int) -> list[Letter]:
    """Return letters, the latest deadline first: all to those who tend them, else what is open or published."""
    statement = select(Letter).order_by(Letter.deadline.desc(), Letter.slug)
    if not for_staff:
        statement = statement.where(Letter.state.in_((LetterState.OPEN, LetterState.PUBLISHED)))
    return list(session.scalars(statement.limit(limit).offset((max(page, 1) - 1) * limit)))


def letter_by_slug(slug: str, *, for_staff: bool = False) -> Letter | None:
    """Return the letter with this address; drafts only to those who tend letters."""
    found = session.scalar(select(Letter).where(Letter.slug == slug))
    return found if found and (for_staff or found.state in PUBLIC) else None


def open_letters_ended(on: date) -> list[Letter]:
    """Return the open letters whose deadline lies before this day."""
    statement = select(Letter).where(Letter.state == LetterState.OPEN, Letter.deadline < on)
    return list(session.scalars(statement.limit(MOST_LETTERS)))


def standing_signature(letter_id: UUID, organisation_id: UUID) -> LetterSignature | None:
    """Return the signature by which an organisation stands behind a letter."""
    return session.scalar(
        select(LetterSignature)
        .where(LetterSignature.letter_id == letter_id, LetterSignature.organisation_id == organisation_id)
        .where(LetterSignature.withdrawn_at.is_(None))
    )


def tally(letter_id: UUID) -> Tally:
    """Return how many members and allies signed, and how many allies wait to be decided on."""
    members = session.scalar(
        select(func.count())
        .select_from(LetterSignature)
        .where(LetterSignature.letter_id == letter_id, LetterSignature.withdrawn_at.is_(None))
    )
    of_allies = select(Ally.state, func.count()).where(Ally.letter_id == letter_id).group_by(Ally.state)
    by_state = {AllyState(state): number for state, number in session.execute(of_allies)}
    return Tally(members or 0, by_state.get(AllyState.ACCEPTED, 0), by_state.get(AllyState.WAITING, 0))
