"""Whether enough reviewers agree: the rule of a region applied to those who can take part and what they think."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from nswp_members.applications.models import Opinion, Party, Rules, Vacancy, Verdict
from nswp_members.applications.states import Move

VOTES = {Move.APPROVE: Verdict.APPROVE, Move.DECLINE: Verdict.DECLINE}


@dataclass(frozen=True)
class Quorum:
    """What it takes to decide: how many voices of these parties must agree; none is enough while ``waits``."""

    needed: int
    parties: frozenset[Party]
    waits: bool = False

    def asks(self, party: Party) -> bool:
        """Whether the voices of this party count."""
        return not self.waits and party in self.parties


def quorum(rule: Rules, seated: Collection[UUID], opinions: Collection[Opinion]) -> Quorum:
    """Return what it takes now.

    ``seated`` are the representatives who can take part, ``opinions`` those of the present step by people without a
    conflict. If all representatives have spoken and do not agree, the secretariat has a voice as well.
    """
    both = frozenset({Party.REPRESENTATIVES, Party.SECRETARIAT})
    if len(seated) >= rule.approvals:
        spoken = {one.person_id: one.verdict for one in opinions if one.person_id in seated}
        differ = len(spoken) == len(seated) and len({*spoken.values()} & {*VOTES.values()}) > 1
        return Quorum(rule.approvals, both if differ else frozenset({Party.REPRESENTATIVES}))
    if rule.vacancy == Vacancy.WAIT:
        return Quorum(rule.approvals, both, waits=True)
    if rule.vacancy == Vacancy.SECRETARIAT:
        return Quorum(1, frozenset({Party.SECRETARIAT}))
    return Quorum(rule.approvals_if_vacant, both)


def agreed(needs: Quorum, opinions: Collection[Opinion]) -> frozenset[Move]:
    """Return what enough reviewers agree on: approving, declining, nothing, or (with one voice enough) both."""
    if needs.waits:
        return frozenset()
    counted = [one.verdict for one in opinions if one.party in needs.parties]
    return frozenset(move for move, verdict in VOTES.items() if counted.count(verdict) >= needs.needed)
