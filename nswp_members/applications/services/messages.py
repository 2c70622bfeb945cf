"""What is said about an application: letters between both sides, and private notes."""

from collections.abc import Collection
from uuid import UUID

from nswp_members.applications import queries
from nswp_members.applications.errors import MoveNotPossible, NotSavedYet, ThreadFull
from nswp_members.applications.models import Application, Message, MessageKind, Party
from nswp_members.applications.services import telling
from nswp_members.applications.services.moving import lock, move, require_no_conflict
from nswp_members.applications.states import OPEN, Move
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def write_message(
    application: Application,
    body: str,
    *,
    kind: MessageKind = MessageKind.LETTER,
    party: Party,
    by: UUID | None,
    capacity: str = "",
    network_id: UUID | None = None,
    tell: bool = True,
) -> Message:
    """Write a letter or a private note and tell those who are to read the letter.

    ``by`` is None for an applicant without an account, ``network_id`` the network of a verifier who writes. Raises
    `MoveNotPossible` once the application has ended, `InConflict`, `ThreadFull`.
    """
    lock(application)
    if application.state not in OPEN:
        raise MoveNotPossible
    if party != Party.APPLICANT:
        require_no_conflict(application, by)
    if queries.message_count(application.id) >= queries.MOST_MESSAGES:
        raise ThreadFull
    step, at = queries.open_step(application.id), now()
    message = Message(
        application_id=application.id,
        kind=kind.value,
        party=party.value,
        author_id=by if party != Party.APPLICANT else None,
        network_id=network_id or (step.network_id if step and kind == MessageKind.LETTER else None),
        body=body,
        written_at=at,
    )
    session.add(message)
    session.flush()
    details = {"message": str(message.id), "kind": kind.value}
    audit.record("applications.wrote", "application", application.id, by=by, capacity=capacity, details=details)
    if tell and kind == MessageKind.LETTER:
        if party != Party.APPLICANT:
            telling.tell_applicant(application, occurrence=str(message.id))
        elif step:
            telling.tell_turn(application, step, by=by, at=at, occurrence=str(message.id))
    return message


def ask(
    application: Application,
    body: str,
    *,
    party: Party,
    by: UUID,
    capacity: str = "",
    expected_version: int,
    network_id: UUID | None = None,
    about: Collection[str] = (),
) -> None:
    """Ask the applicant for more and wait for the answer; raises what `write_message` and `move` raise.

    ``about`` names the questions (their keys) whose answers they may change meanwhile; none means all.
    """
    lock(application, expected_version)
    write_message(application, body, party=party, by=by, capacity=capacity, network_id=network_id, tell=False)
    move(application, Move.ASK, by=by, capacity=capacity, expected_version=expected_version)
    step = queries.open_step(application.id)
    if step:
        step.asked_about = list(about)
        session.flush()


def answer(application: Application, body: str, *, by: UUID | None = None, expected_version: int) -> None:
    """Answer what was asked, and hand the application back; raises what `write_message` and `move` raise.

    Raises `NotSavedYet` while there is text in a step that was typed and not saved.
    """
    lock(application, expected_version)
    if queries.typed_steps(application):
        raise NotSavedYet
    write_message(application, body, party=Party.APPLICANT, by=by, tell=False)
    move(application, Move.ANSWER, by=by, expected_version=expected_version)
