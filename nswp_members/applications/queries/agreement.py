"""Whether reviewers agree on an application."""

from dataclasses import dataclass
from uuid import UUID

from nswp_members.applications.models import Application, Opinion, Party
from nswp_members.applications.queries.review import conflicted, open_step, opinions_of, representatives
from nswp_members.applications.states import Move, State
from nswp_members.applications.verdicts import Quorum, agreed, quorum
from nswp_members.core.db import now


@dataclass(frozen=True)
class Agreement:
    """Who can take part in the present step, what they think, what it takes, and what can be decided now.

    ``needs`` is None where there are no votes. ``opinions`` are those of people without a conflict.
    """

    seated: frozenset[UUID] = frozenset()
    opinions: tuple[Opinion, ...] = ()
    needs: Quorum | None = None
    moves: frozenset[Move] = frozenset()

    def asks(self, party: Party) -> bool:
        """Whether this party has a vote now."""
        return self.needs is not None and self.needs.asks(party)


def agreement(application: Application) -> Agreement:
    """Return how far reviewers agree; the secretariat alone may decline what is not complete."""
    if application.state == State.CHECK:
        return Agreement(moves=frozenset({Move.DECLINE}))
    step = open_step(application.id) if application.state == State.REPRESENTATIVES else None
    if step is None:
        return Agreement()
    at = now()
    given = opinions_of([step.id])
    region = {one.id for one in representatives(application.region_code, at=at)}
    away = conflicted(application, region | {one.person_id for one in given}, at=at)
    opinions = tuple(one for one in given if one.person_id not in away)
    seated = frozenset(region - away)
    needs = quorum(step, seated, opinions)
    return Agreement(seated, opinions, needs, agreed(needs, opinions))
