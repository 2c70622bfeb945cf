"""Moving an application on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.errors import (
    InConflict,
    MoveNotPossible,
    NotAgreed,
    NoVerifyingNetwork,
    StaleApplication,
)
from nswp_members.applications.models import Application, Step, Verdict
from nswp_members.applications.states import TRANSITIONS, Move, State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session, transaction
from nswp_members.notices.models import Notice
from tests.factories import make_agreement, make_application, make_network, make_person, make_role, set_rule


def test_a_move_changes_where_it_stands_and_is_recorded(app: Flask) -> None:
    application = make_application()

    led_to = services.move(application, Move.FORWARD, by=None, expected_version=1)

    assert led_to == application.state == State.REPRESENTATIVES
    assert application.version == 2
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "applications.moved")).one()
    assert entry.details == {"move": "forward", "from": "check", "to": "representatives"}


def test_whoever_saw_an_older_version_cannot_move_it(app: Flask) -> None:
    application = make_application()
    services.move(application, Move.FORWARD, by=None, expected_version=1)

    with pytest.raises(StaleApplication):
        services.move(application, Move.ASK, by=None, expected_version=1)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_a_move_that_does_not_start_there_is_refused(app: Flask, state: State, move: Move) -> None:
    if (state, move) in TRANSITIONS or (state, move) == (State.INFORMATION, Move.ANSWER):
        return
    application = make_application(state=state)

    with pytest.raises(MoveNotPossible):
        services.move(application, move, by=None, expected_version=1)

    assert (application.state, application.version) == (state, 1)


def test_each_move_ends_a_step_and_opens_the_next(app: Flask) -> None:
    application = make_application()
    reviewer = make_role(Role.MEMBERSHIP)

    services.move(application, Move.FORWARD, by=reviewer.id, expected_version=1, reason="All there.")

    first, second = queries.all_steps(application.id)
    assert (first.outcome, first.closed_by, first.reason) == ("forward", reviewer.id, "All there.")
    assert (second.state, second.party, second.closed_at) == ("representatives", "representatives", None)


def test_an_answer_leads_back_to_where_it_was_asked_and_to_whom(app: Flask) -> None:
    asker = make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)
    make_role(Role.REGIONAL_REPRESENTATIVE)
    services.move(application, Move.ASK, by=asker.id, expected_version=1)

    services.move(application, Move.ANSWER, by=None, expected_version=2)

    step = queries.open_step(application.id)
    assert step is not None
    assert (application.state, application.asked_from) == (State.REPRESENTATIVES, None)
    assert (step.state, step.assignee_id) == (State.REPRESENTATIVES, asker.id)


@pytest.mark.parametrize("move", [Move.APPROVE, Move.DECLINE])
def test_nothing_is_decided_until_enough_reviewers_agree(app: Flask, move: Move) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    other = Verdict.DECLINE if move == Move.APPROVE else Verdict.APPROVE
    make_agreement(application, other)

    with pytest.raises(NotAgreed):
        services.move(application, move, by=None, expected_version=1)


@pytest.mark.parametrize(("move", "verdict"), [(Move.APPROVE, Verdict.APPROVE), (Move.DECLINE, Verdict.DECLINE)])
def test_a_decision_that_is_agreed_on_ends_it_with_a_date(app: Flask, move: Move, verdict: Verdict) -> None:
    application = make_application(state=State.REPRESENTATIVES)
    make_agreement(application, verdict)

    services.move(application, move, by=None, expected_version=1)

    assert application.decided_at == application.entered_at
    assert queries.open_step(application.id) is None


def test_nobody_moves_an_application_that_names_them(app: Flask) -> None:
    named = make_role(Role.MEMBERSHIP, person=make_person(email="ref.eree@example.org"))
    application = make_application(referees=[{"name": "R", "email": "Ref.Eree@example.org", "organisation": ""}])

    with pytest.raises(InConflict):
        services.move(application, Move.FORWARD, by=named.id, expected_version=1)


def test_a_network_is_asked_only_where_one_is_named(app: Flask) -> None:
    application = make_application(state=State.REPRESENTATIVES)

    with pytest.raises(NoVerifyingNetwork):
        services.move(application, Move.SEND_TO_NETWORK, by=None, expected_version=1)


def test_those_whose_turn_it_is_are_told_and_nobody_else(app: Flask) -> None:
    network = make_network()
    set_rule("africa", network=network)
    reviewer = make_role(Role.REGIONAL_REPRESENTATIVE)
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    make_role(Role.NETWORK_VERIFIER, network=make_network())
    make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")
    application = make_application(state=State.REPRESENTATIVES)

    services.move(application, Move.SEND_TO_NETWORK, by=reviewer.id, expected_version=1)

    told = session.scalars(select(Notice.person_id).where(Notice.kind == "application_waiting")).all()
    assert told == [verifier.id]


def test_an_end_without_a_decision_is_told_to_those_who_had_it(app: Flask) -> None:
    reviewer = make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)

    services.move(application, Move.WITHDRAW, by=None, expected_version=1)

    told = session.scalars(select(Notice.person_id).where(Notice.kind == "application_ended")).all()
    assert told == [reviewer.id]


def test_of_two_who_act_at_the_same_moment_one_is_told_that_it_has_moved_on(racing_app: Flask) -> None:
    application = make_application()
    key, ids = application.id, [make_role(Role.MEMBERSHIP).id for _number in range(2)]
    moved, met = Event(), Event()

    def first() -> str:
        with racing_app.app_context(), transaction():
            services.move(session.get_one(Application, key), Move.FORWARD, by=ids[0], expected_version=1)
            moved.set()
            met.wait(0.5)
        return "done"

    def second() -> str:
        with racing_app.app_context():
            seen = session.get_one(Application, key)
            version = seen.version
            moved.wait(10)
            with pytest.raises(StaleApplication):
                services.move(seen, Move.ASK, by=ids[1], expected_version=version)
            session.rollback()
        return "told"

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(second), pool.submit(first)]
        assert [one.result(20) for one in results] == ["told", "done"]

    session.expire_all()
    assert session.get_one(Application, key).state == State.REPRESENTATIVES
    assert session.scalar(select(func.count()).where(Step.closed_at.is_(None), Step.application_id == key)) == 1
