"""Announcements upwards: a lower domain publishes a fact, higher domains react in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Reaction = Callable[[Any], None]

_reactions: dict[type, list[Reaction]] = defaultdict(list)


def publish(event: object) -> None:
    """Call every reaction to this event at once; if one fails, all fails."""
    for react in _reactions[type(event)]:
        react(event)


def subscribe_all(table: dict[type, tuple[Reaction, ...]]) -> None:
    """Replace all subscriptions by those of the table; the factory calls this."""
    _reactions.clear()
    for event, reactions in table.items():
        _reactions[event].extend(reactions)
