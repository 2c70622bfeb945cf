"""How careful to be with the mail to a person, as the domains above know it at the moment of sending.

The factory fills the table of rules; the outbox asks it for each batch, so a risk that was set a moment ago already
counts.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import IntEnum
from uuid import UUID


class Caution(IntEnum):
    """How careful to be; the highest that any rule asks for counts."""

    NONE = 0
    DISCREET = 1
    STOP = 2


Rule = Callable[[Collection[UUID], datetime], dict[UUID, Caution]]
_rules: list[Rule] = []


def set_rules(rules: tuple[Rule, ...]) -> None:
    """Replace all rules; the factory calls this."""
    _rules[:] = rules


def cautions_for(person_ids: Collection[UUID], at: datetime) -> dict[UUID, Caution]:
    """Return how careful to be with each of these people; somebody no rule speaks of is not in it."""
    found: dict[UUID, Caution] = {}
    for rule in _rules:
        for person_id, caution in rule(person_ids, at).items():
            found[person_id] = max(caution, found.get(person_id, Caution.NONE))
    return found
