"""Writing letters and moving them on: draft, open, closed, published."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from nswp_members.allies import queries
from nswp_members.allies.errors import AddressTaken, LetterWithoutText, MoveNotPossible
from nswp_members.allies.models import Letter, LetterState, LetterText
from nswp_members.allies.subjects import Subject
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def create_letter(*, slug: str, deadline: date, by: UUID | None) -> Letter:
    """Begin a letter; raises `AddressTaken`."""
    if session.scalar(select(Letter.id).where(Letter.slug == slug)):
        raise AddressTaken
    letter = Letter(slug=slug, deadline=deadline, created_at=now(), created_by=by)
    session.add(letter)
    session.flush()
    audit.record("letters.created", "letter", letter.id, by=by)
    return letter


def set_deadline(letter: Letter, deadline: date, *, by: UUID | None) -> None:
    """Set until when a letter can be signed; raises `MoveNotPossible` once it is closed."""
    _hold(letter, LetterState.DRAFT, LetterState.OPEN)
    letter.deadline = deadline
    audit.record("letters.set_deadline", "letter", letter.id, by=by)


def save_text(letter: Letter, locale: str, *, title: str, content: str, by: UUID | None) -> None:
    """Write a letter in one language.

    Once it is open, what people sign stays as it is: only languages that it lacks can be added. Raises
    `MoveNotPossible`.
    """
    _hold(letter, LetterState.DRAFT, LetterState.OPEN)
    found = next((one for one in letter.texts if one.locale == locale), None)
    if found is None:
        letter.texts.append(LetterText(locale=locale, title=title, content=content))
    elif letter.state == LetterState.OPEN:
        raise MoveNotPossible
    else:
        found.title, found.content = title, content
    audit.record("letters.wrote", "letter", letter.id, by=by, details={"locale": locale})


def open_letter(letter: Letter, *, by: UUID | None) -> None:
    """Let members and allies sign; raises `MoveNotPossible`, `LetterWithoutText`."""
    _hold(letter, LetterState.DRAFT)
    if not letter.texts:
        raise LetterWithoutText
    letter.state, letter.opened_at = LetterState.OPEN, now()
    audit.record("letters.opened", "letter", letter.id, by=by)


def close_letter(letter: Letter, *, by: UUID | None) -> None:
    """Take no more signatures; raises `MoveNotPossible`."""
    _hold(letter, LetterState.OPEN)
    letter.state, letter.closed_at = LetterState.CLOSED, now()
    audit.record("letters.closed", "letter", letter.id, by=by)


def publish_letter(letter: Letter, *, threshold: int, by: UUID | None) -> None:
    """Show who signed, and freeze how many that is; raises `MoveNotPossible`.

    Those who may be counted but not named add to the number only from ``threshold`` on.
    """
    _hold(letter, LetterState.CLOSED)
    subject = Subject(letter_id=letter.id)
    others = queries.others_count(subject)
    letter.others = others if others >= threshold else None
    letter.shown_count = queries.named_count(subject) + (letter.others or 0)
    letter.state, letter.published_at = LetterState.PUBLISHED, now()
    audit.record("letters.published", "letter", letter.id, by=by)


def _hold(letter: Letter, *states: LetterState) -> None:
    """Lock the letter; raises `MoveNotPossible` unless it stands in one of these states."""
    session.flush()
    session.refresh(letter, with_for_update={"of": Letter})
    if letter.state not in states:
        raise MoveNotPossible
