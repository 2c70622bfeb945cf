"""What follows from the lines of a history between an organisation and a version. Nothing but arithmetic.

Being asked and reading are no answers: they count only until there is one. An endorsement stands until it is withdrawn,
also for a version that was superseded. Declining or asking for time while an endorsement stands changes nothing, and
neither does withdrawing or consenting without one; the services refuse that, and replaying passes over it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from nswp_members.endorsements.consents import NONE, Consents


class Act(StrEnum):
    """What is written in the history of an organisation and a version."""

    INVITED = "invited"
    SEEN = "seen"
    ENDORSED = "endorsed"
    DECLINED = "declined"
    NEEDS_TIME = "needs-time"
    CONSENTED = "consented"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


ANSWERS = (Act.ENDORSED, Act.DECLINED, Act.NEEDS_TIME, Act.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One line, as far as it decides anything."""

    act: Act
    endorsement_id: UUID | None = None
    consents: Consents | None = None
    until: date | None = None


@dataclass(frozen=True)
class Position:
    """Where an organisation stands: its last answer, or how far it was reached; None if nothing is known.

    ``endorsement_id`` is the endorsement that stands, with its consents. ``is_superseded`` tells that the version is
    not the current one any more.
    """

    act: Act | None = None
    endorsement_id: UUID | None = None
    consents: Consents = NONE
    until: date | None = None
    is_superseded: bool = False


def replay(lines: Iterable[Line]) -> Position:
    """Return the position that follows from the lines, which come in their order."""
    position = Position()
    for line in lines:
        position = _after(position, line)
    return position


def _after(position: Position, line: Line) -> Position:
    stands = position.endorsement_id is not None
    if line.act is Act.SUPERSEDED:
        return replace(position, is_superseded=True)
    if line.act in (Act.INVITED, Act.SEEN):
        is_earlier = position.act is None or (position.act is Act.INVITED and line.act is Act.SEEN)
        return replace(position, act=line.act) if is_earlier else position
    if line.act is Act.ENDORSED:
        consents = line.consents or NONE
        found = Position(Act.ENDORSED, line.endorsement_id, consents, is_superseded=position.is_superseded)
        return position if stands else found
    if line.act is Act.CONSENTED:
        return replace(position, consents=line.consents or NONE) if stands else position
    if line.act is Act.WITHDRAWN:
        return Position(Act.WITHDRAWN, is_superseded=position.is_superseded) if stands else position
    answered = Position(line.act, until=line.until, is_superseded=position.is_superseded)
    return position if stands else answered
