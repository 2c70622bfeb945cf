"""What can be decided where, and whether what was decided has been carried out on the membership."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nswp_members.complaints.models import Complaint, ComplaintEntry, Outcome
from nswp_members.complaints.states import State
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.membership.steps import RULES, Step, steps_from

STEPS = {Outcome.SUSPENSION: Step.SUSPEND, Outcome.EXPULSION: Step.EXPEL}


@dataclass(frozen=True)
class Measure:
    """A measure that was decided: from which day on it was carried out, if it was, and whether it is to be now."""

    step: Step
    carried_out_on: date | None
    is_due: bool


def outcomes_from(state: State) -> tuple[Outcome, ...]:
    """Return what can be decided from a state: without a hearing, only that there is no measure."""
    return (Outcome.NONE,) if state == State.ASSESSED else tuple(Outcome)


def measure_of(
    complaint: Complaint, entries: Iterable[ComplaintEntry], terms: Sequence[MembershipTerm]
) -> Measure | None:
    """Return the measure that the decision asks for; ``terms`` are those of whom it is about, the newest first.

    While an appeal is open it is due only if the decision says that it holds meanwhile.
    """
    step = STEPS.get(Outcome(complaint.outcome)) if complaint.outcome else None
    decided_at = next((one.written_at for one in entries if one.outcome and one.outcome == complaint.outcome), None)
    if step is None or decided_at is None:
        return None
    done = _carried_out_on(RULES[step].as_, decided_at, terms)
    standing = Standing(terms[0].standing) if terms and terms[0].valid_until is None else None
    holds = complaint.state != State.APPEAL or complaint.holds_during_appeal is True
    return Measure(step, done, is_due=holds and done is None and step in steps_from(standing))


def _carried_out_on(change: Change, decided_at: datetime, terms: Sequence[MembershipTerm]) -> date | None:
    """Return from which day on a membership changed like this after the decision, or stands changed since before."""
    for place, term in enumerate(terms):
        if term.begun_as == change and (term.created_at >= decided_at or place == 0):
            return term.valid_from
        if term.ended_as == change and term.valid_until and (term.valid_until >= decided_at.date() or place == 0):
            return term.valid_until
    return None
