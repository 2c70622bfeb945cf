"""The state machine as a table, and random people doing random things with an application."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.models import Application, Party, Step, Verdict
from nswp_members.applications.services.steps import TURNS
from nswp_members.applications.states import ENDED, OPEN, Move, State, target
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import db, now, session
from nswp_members.core.errors import DomainError
from nswp_members.notices.models import Notice
from tests.factories import make_application, make_network, make_person, make_role, set_rule

TABLE = """
draft            submit           check
draft            withdraw         withdrawn
draft            expire           expired
check            forward          representatives
check            ask              information
check            decline          declined
check            withdraw         withdrawn
representatives  send-to-network  verification
representatives  ask              information
representatives  approve          approved
representatives  decline          declined
representatives  withdraw         withdrawn
verification     report-back      representatives
verification     ask              information
verification     withdraw         withdrawn
information      withdraw         withdrawn
information      expire           expired
check            change-region    check
representatives  change-region    representatives
verification     change-region    representatives
information      change-region    information
"""
LEADS = {(State(a), Move(b)): State(c) for a, b, c in (line.split() for line in TABLE.split("\n") if line)}
PARTIES = (Party.SECRETARIAT, Party.REPRESENTATIVES, Party.NETWORK)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_leads_where_the_table_says_and_otherwise_nowhere(state: State, move: Move) -> None:
    if (state, move) == (State.INFORMATION, Move.ANSWER):
        return

    assert target(state, move, asked_from=State.CHECK) == LEADS.get((state, move))


@pytest.mark.parametrize("asked_from", [State.CHECK, State.REPRESENTATIVES, State.VERIFICATION])
def test_an_answer_leads_back_to_where_the_question_came_from(asked_from: State) -> None:
    assert target(State.INFORMATION, Move.ANSWER, asked_from=asked_from) == asked_from


def test_nothing_leads_out_of_an_end_and_everything_open_can_end() -> None:
    assert not [state for state, _move in LEADS if state in ENDED]
    for state in OPEN:
        reached, todo = set(), {state}
        while todo:
            reached |= todo
            todo = {after for (before, _move), after in LEADS.items() if before in todo} - reached
        assert reached & ENDED


class Review(RuleBasedStateMachine):
    """Random people do random things with one application; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        session.remove()
        connection: Any = db.engine
        self.savepoint = connection.begin_nested()
        network = make_network()
        self.people: dict[str, Person] = {
            "office": make_role(Role.MEMBERSHIP),
            "first": make_role(Role.REGIONAL_REPRESENTATIVE),
            "second": make_role(Role.REGIONAL_REPRESENTATIVE),
            "verifier": make_role(Role.NETWORK_VERIFIER, network=network),
            "stranger": make_person(),
        }
        set_rule("africa", network=network)
        self.key = make_application().id
        self.at = now()
        self.moves = 0
        self.acts = 0

    @property
    def application(self) -> Application:
        """The application."""
        return session.get_one(Application, self.key)

    def attempt(self, act: Any, *, moves: int = 0, acts: int = 0) -> bool:
        """Do it as a request would: all of it, or nothing if a rule is broken."""
        before = self.standing()
        point = session.begin_nested()
        try:
            act()
            session.flush()
            point.commit()
        except DomainError:
            point.rollback()
            session.expire_all()
            assert self.standing() == before
            return False
        self.moves += moves
        self.acts += acts
        return True

    def standing(self) -> tuple[Any, ...]:
        """Return all that an act could change."""
        counted = select(func.count()).select_from(AuditEntry).where(AuditEntry.subject_id == self.key)
        application = self.application
        return application.state, application.version, application.asked_from, session.scalar(counted)

    @rule(
        move=st.sampled_from(Move),
        who=st.sampled_from(["office", "first", "second", "verifier", None]),
        old=st.booleans(),
    )
    def move_it(self, move: Move, who: str | None, old: bool) -> None:
        """Somebody makes a move, perhaps on a page that has grown old."""
        application = self.application
        state, version = State(application.state), application.version
        asked_from = State(application.asked_from) if application.asked_from else None
        by = self.people[who].id if who else None
        done = self.attempt(lambda: services.move(application, move, by=by, expected_version=version - old), moves=1)
        wanted = target(state, move, asked_from=asked_from)
        assert not (done and old)
        if done:
            assert self.application.state == wanted
            assert self.application.version == version + 1

    @rule(
        who=st.sampled_from(["office", "first", "second", "verifier", "stranger"]),
        party=st.sampled_from(PARTIES),
        verdict=st.sampled_from(Verdict),
    )
    def think(self, who: str, party: Party, verdict: Verdict) -> None:
        """Somebody says what they think."""
        application = self.application
        moving = verdict in (Verdict.SEND_TO_NETWORK, Verdict.REPORT)
        self.attempt(
            lambda: services.give_opinion(
                application,
                verdict,
                known=True,
                reason="x",
                party=party,
                by=self.people[who].id,
                expected_version=application.version,
            ),
            moves=int(moving),
            acts=1,
        )

    @rule(who=st.sampled_from(["office", "first", "verifier"]), party=st.sampled_from(PARTIES))
    def ask(self, who: str, party: Party) -> None:
        """Somebody asks the applicant."""
        application, by = self.application, self.people[who].id
        version = application.version
        self.attempt(
            lambda: services.ask(application, "?", party=party, by=by, expected_version=version), moves=1, acts=1
        )

    @rule()
    def answer(self) -> None:
        """The applicant answers."""
        application = self.application
        version = application.version
        self.attempt(lambda: services.answer(application, "!", expected_version=version), moves=1, acts=1)

    @precondition(lambda self: self.acts < 6)
    @rule(who=st.sampled_from(["first", "second"]))
    def stay_away(self, who: str) -> None:
        """Somebody declares a conflict; a second time is no act."""
        by = self.people[who].id
        new = by not in {one.person_id for one in queries.recusals_of(self.key)}
        self.attempt(lambda: services.declare_conflict(self.application, "x", by=by), acts=int(new))

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        """The clock goes on, and what it does is done twice over."""
        self.at += timedelta(days=days)
        for _number in range(2):
            before = self.application.state
            services.remind_reviewers(at=self.at)
            services.tend_questions(at=self.at)
            session.flush()
            self.moves += before != self.application.state

    @invariant()
    def it_stands_in_one_step_while_it_is_open_and_in_none_afterwards(self) -> None:
        """An open step fits the state, and there is at most one."""
        steps = session.scalars(select(Step).where(Step.application_id == self.key, Step.closed_at.is_(None))).all()
        state = State(self.application.state)
        expected = [(state.value, TURNS[state].value)] if state in OPEN else []
        assert [(one.state, one.party) for one in steps] == expected
        assert (self.application.asked_from is None) == (state != State.INFORMATION)

    @invariant()
    def every_act_left_one_line_in_the_trail(self) -> None:
        """Moves and other acts are counted in the trail."""
        rows = session.execute(
            select(AuditEntry.action, func.count()).where(AuditEntry.subject_id == self.key).group_by(AuditEntry.action)
        )
        found: dict[str, int] = {key: number for key, number in rows}  # noqa: C416
        assert found.pop("applications.moved", 0) == self.moves
        assert sum(found.values()) == self.acts

    @invariant()
    def nobody_got_a_notice_twice_or_one_that_was_not_theirs(self) -> None:
        """A notice is once for a person and occurrence; strangers get none."""
        rows = session.execute(select(Notice.kind, Notice.person_id, Notice.occurrence)).all()
        assert len(rows) == len(set(rows))
        applicant = self.application.person_id
        for kind, person_id, _occurrence in rows:
            assert person_id != self.people["stranger"].id
            assert (kind in ("application_news", "application_answer_soon")) == (person_id == applicant)

    @invariant()
    def nothing_is_approved_by_fewer_than_needed(self) -> None:
        """An approval had two voices of people without a conflict when it was made."""
        if self.application.state == State.APPROVED and not queries.recusals_of(self.key):
            last = [one for one in queries.all_steps(self.key) if one.state == State.REPRESENTATIVES][-1]
            verdicts = [one.verdict for one in queries.opinions_of([last.id])]
            assert verdicts.count("approve") >= 2

    def teardown(self) -> None:
        """Undo all of it, for the next run."""
        session.remove()
        self.savepoint.rollback()


def test_whatever_people_do_the_review_stays_in_order(app: Flask) -> None:
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            database=None,
        ),
    )
