"""What the secretariat may do with a membership, and when."""

from dataclasses import dataclass
from enum import StrEnum

from nswp_members.membership.models import Change, Standing


class Step(StrEnum):
    """One thing that can be done with a membership, as it stands in the address of its page."""

    BEGIN = "begin"
    REASSESS = "reassess"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    RESIGN = "resign"
    EXPEL = "expel"
    DISSOLVE = "dissolve"


@dataclass(frozen=True)
class Rule:
    """From which standings a step is possible (None is no member), as what it counts, and what it leads to.

    ``ends`` tells that no term follows.
    """

    since: frozenset[Standing | None]
    as_: Change
    standing: Standing | None = None
    ends: bool = False


_MEMBER: frozenset[Standing | None] = frozenset(Standing)
RULES: dict[Step, Rule] = {
    Step.BEGIN: Rule(frozenset({None}), Change.APPROVED),
    Step.REASSESS: Rule(_MEMBER, Change.REASSESSED),
    Step.SUSPEND: Rule(frozenset({Standing.ACTIVE, Standing.DORMANT}), Change.SUSPENDED, Standing.SUSPENDED),
    Step.REINSTATE: Rule(frozenset({Standing.SUSPENDED}), Change.REINSTATED, Standing.ACTIVE),
    Step.RESIGN: Rule(_MEMBER, Change.RESIGNED, ends=True),
    Step.EXPEL: Rule(_MEMBER, Change.EXPELLED, ends=True),
    Step.DISSOLVE: Rule(_MEMBER, Change.DISSOLVED, ends=True),
}


def steps_from(standing: Standing | None) -> list[Step]:
    """Return what can be done with a membership that stands like this."""
    return [step for step, rule in RULES.items() if standing in rule.since]
