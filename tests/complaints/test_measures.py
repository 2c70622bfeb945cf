"""What can be decided where, and whether a measure has been carried out."""

from datetime import UTC, date, datetime

import pytest

from nswp_members.complaints.measures import Measure, measure_of, outcomes_from
from nswp_members.complaints.models import Complaint, ComplaintEntry, Outcome
from nswp_members.complaints.states import State
from nswp_members.membership.models import Change, MembershipTerm, Standing
from nswp_members.membership.steps import Step

DECIDED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE, DAY, AFTER = date(2025, 1, 1), date(2026, 3, 1), date(2026, 3, 9)


def decided(outcome: Outcome, state: State = State.DECIDED, *, holds: bool = False) -> Complaint:
    return Complaint(state=state, outcome=outcome, holds_during_appeal=holds)


def log(outcome: Outcome) -> list[ComplaintEntry]:
    return [ComplaintEntry(outcome=None), ComplaintEntry(outcome=outcome, written_at=DECIDED_AT)]


def term(
    begun_as: Change,
    since: date,
    *,
    standing: Standing = Standing.ACTIVE,
    ended_as: Change | None = None,
    until: date | None = None,
) -> MembershipTerm:
    created_at = datetime(since.year, since.month, since.day, 13, tzinfo=UTC)
    return MembershipTerm(
        begun_as=begun_as,
        valid_from=since,
        standing=standing,
        ended_as=ended_as,
        valid_until=until,
        created_at=created_at,
    )


MEMBER = term(Change.APPROVED, BEFORE)


def test_without_a_hearing_only_no_measure_can_be_decided() -> None:
    assert outcomes_from(State.ASSESSED) == (Outcome.NONE,)
    assert outcomes_from(State.HEARD) == outcomes_from(State.APPEAL) == tuple(Outcome)


@pytest.mark.parametrize("outcome", [Outcome.NONE, Outcome.WARNING])
def test_no_other_outcome_is_carried_out(outcome: Outcome) -> None:
    assert measure_of(decided(outcome), log(outcome), [MEMBER]) is None


@pytest.mark.parametrize("state", [State.DECIDED, State.CLOSED])
def test_a_decided_measure_is_due(state: State) -> None:
    found = measure_of(decided(Outcome.SUSPENSION, state), log(Outcome.SUSPENSION), [MEMBER])

    assert found == Measure(Step.SUSPEND, None, is_due=True)


@pytest.mark.parametrize("holds", [False, True])
def test_during_an_appeal_it_is_due_only_if_the_decision_says_so(holds: bool) -> None:
    complaint = decided(Outcome.EXPULSION, State.APPEAL, holds=holds)

    assert measure_of(complaint, log(Outcome.EXPULSION), [MEMBER]) == Measure(Step.EXPEL, None, is_due=holds)


def test_a_suspension_is_carried_out_once_even_if_it_was_lifted_since() -> None:
    terms = [
        term(Change.REINSTATED, date(2026, 6, 1)),
        term(Change.SUSPENDED, AFTER, standing=Standing.SUSPENDED, ended_as=Change.REINSTATED, until=date(2026, 6, 1)),
        term(Change.APPROVED, BEFORE, ended_as=Change.SUSPENDED, until=AFTER),
    ]

    found = measure_of(decided(Outcome.SUSPENSION), log(Outcome.SUSPENSION), terms)

    assert found == Measure(Step.SUSPEND, AFTER, is_due=False)


def test_a_suspension_of_before_that_was_lifted_carries_out_nothing() -> None:
    terms = [
        term(Change.REINSTATED, date(2025, 9, 1)),
        term(
            Change.SUSPENDED,
            date(2025, 6, 1),
            standing=Standing.SUSPENDED,
            ended_as=Change.REINSTATED,
            until=date(2025, 9, 1),
        ),
    ]

    found = measure_of(decided(Outcome.SUSPENSION), log(Outcome.SUSPENSION), terms)

    assert found == Measure(Step.SUSPEND, None, is_due=True)


@pytest.mark.parametrize("day", [BEFORE, DAY, AFTER])
def test_an_expulsion_is_carried_out_whichever_day_was_entered(day: date) -> None:
    terms = [term(Change.APPROVED, BEFORE, ended_as=Change.EXPELLED, until=day)]

    found = measure_of(decided(Outcome.EXPULSION), log(Outcome.EXPULSION), terms)

    assert found == Measure(Step.EXPEL, day, is_due=False)


def test_nothing_is_due_for_who_is_no_member_any_more() -> None:
    terms = [term(Change.APPROVED, BEFORE, ended_as=Change.RESIGNED, until=AFTER)]

    found = measure_of(decided(Outcome.SUSPENSION), log(Outcome.SUSPENSION), terms)

    assert found == Measure(Step.SUSPEND, None, is_due=False)
