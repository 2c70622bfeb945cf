"""What reviewers think, who stays away, and whether enough agree."""

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.errors import InConflict, NotAgreed, NotResponsible, NotYourTurn, StaleApplication
from nswp_members.applications.models import Application, Party, Vacancy, Verdict
from nswp_members.applications.states import Move, State
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session
from nswp_members.notices.models import Notice
from tests.factories import (
    make_agreement,
    make_application,
    make_mandate,
    make_network,
    make_opinion,
    make_organisation,
    make_person,
    make_role,
    set_rule,
)


def a_case() -> tuple[Application, Person, Person]:
    """Make an application that is with the two representatives of its region."""
    first, second = (make_role(Role.REGIONAL_REPRESENTATIVE) for _number in range(2))
    return make_application(state=State.REPRESENTATIVES), first, second


def test_two_who_agree_make_it_decidable(app: Flask) -> None:
    application, first, second = a_case()
    make_opinion(application, first)
    assert not services.is_decidable(application)

    make_opinion(application, second)

    assert services.is_decidable(application, Move.APPROVE)
    assert not services.is_decidable(application, Move.DECLINE)
    with pytest.raises(NotAgreed):
        services.require_decidable(application, Move.DECLINE)


def test_one_person_has_one_voice_however_often_they_speak(app: Flask) -> None:
    application, first, _second = a_case()

    for _number in range(2):
        make_opinion(application, first)

    assert not services.is_decidable(application)
    assert len(queries.agreement(application).opinions) == 1


def test_if_the_two_differ_the_secretariat_has_a_voice(app: Flask) -> None:
    application, first, second = a_case()
    office = make_role(Role.MEMBERSHIP)
    make_opinion(application, first, Verdict.APPROVE)
    with pytest.raises(NotYourTurn):
        make_opinion(application, office, Verdict.DECLINE, Party.SECRETARIAT)
    make_opinion(application, second, Verdict.DECLINE)

    make_opinion(application, office, Verdict.DECLINE, Party.SECRETARIAT)

    assert queries.agreement(application).moves == {Move.DECLINE}
    told = session.scalars(select(Notice.person_id).where(Notice.occurrence == str(_step(application)))).all()
    assert office.id in told


def _step(application: Application) -> object:
    step = queries.open_step(application.id)
    assert step is not None
    return step.id


@pytest.mark.parametrize(
    ("vacancy", "needed", "voices", "decidable"),
    [
        (Vacancy.WITH_SECRETARIAT, 2, ("representative",), False),
        (Vacancy.WITH_SECRETARIAT, 2, ("representative", "secretariat"), True),
        (Vacancy.WITH_SECRETARIAT, 1, ("representative",), True),
        (Vacancy.SECRETARIAT, 2, ("representative",), False),
        (Vacancy.SECRETARIAT, 2, ("representative", "secretariat"), True),
        (Vacancy.WAIT, 1, ("representative",), False),
    ],
)
def test_a_vacant_seat_is_made_up_for_as_the_region_says(
    app: Flask, vacancy: Vacancy, needed: int, voices: tuple[str, ...], decidable: bool
) -> None:
    set_rule("africa", vacancy=vacancy, approvals_if_vacant=needed)
    representative, office = make_role(Role.REGIONAL_REPRESENTATIVE), make_role(Role.MEMBERSHIP)
    application = make_application(state=State.REPRESENTATIVES)

    make_opinion(application, representative)
    if "secretariat" in voices:
        make_opinion(application, office, party=Party.SECRETARIAT)

    assert services.is_decidable(application, Move.APPROVE) == decidable


def test_whoever_does_not_know_them_sends_it_to_the_network_and_its_report_brings_it_back(app: Flask) -> None:
    network = make_network()
    set_rule("africa", network=network)
    application, first, _second = a_case()
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)

    make_opinion(application, first, Verdict.SEND_TO_NETWORK)
    assert application.state == State.VERIFICATION
    make_opinion(application, verifier, Verdict.REPORT, Party.NETWORK)

    assert application.state == State.REPRESENTATIVES
    assert queries.agreement(application).opinions == ()


@pytest.mark.parametrize(
    ("state", "party", "verdict"),
    [
        (State.CHECK, Party.SECRETARIAT, Verdict.APPROVE),
        (State.REPRESENTATIVES, Party.NETWORK, Verdict.REPORT),
        (State.REPRESENTATIVES, Party.REPRESENTATIVES, Verdict.REPORT),
        (State.VERIFICATION, Party.REPRESENTATIVES, Verdict.APPROVE),
        (State.VERIFICATION, Party.NETWORK, Verdict.APPROVE),
        (State.INFORMATION, Party.REPRESENTATIVES, Verdict.APPROVE),
        (State.APPROVED, Party.REPRESENTATIVES, Verdict.APPROVE),
    ],
)
def test_a_voice_counts_only_at_its_turn(app: Flask, state: State, party: Party, verdict: Verdict) -> None:
    application = make_application(state=state)

    with pytest.raises(NotYourTurn):
        make_opinion(application, make_person(), verdict, party)


def test_an_opinion_on_what_has_moved_on_is_refused(app: Flask) -> None:
    application, first, _second = a_case()
    application.version = 2

    with pytest.raises(StaleApplication):
        services.give_opinion(
            application,
            Verdict.APPROVE,
            known=True,
            reason="x",
            party=Party.REPRESENTATIVES,
            by=first.id,
            expected_version=1,
        )


def test_whoever_declared_a_conflict_does_not_act_and_does_not_count(app: Flask) -> None:
    application, first, second = a_case()
    make_opinion(application, first)
    make_opinion(application, second)

    services.declare_conflict(application, "She is my sister.", by=first.id)

    assert not services.is_decidable(application)
    assert queries.agreement(application).seated == {second.id}
    with pytest.raises(InConflict):
        make_opinion(application, first)
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.person_id == first.id))
    assert "applications.recused" in set(actions)


def test_the_care_passes_on_when_whoever_has_it_stays_away(app: Flask) -> None:
    application, first, second = a_case()
    step = queries.open_step(application.id)
    assert step is not None
    carer = step.assignee_id
    assert carer in (first.id, second.id)

    services.declare_conflict(application, "x", by=carer)

    assert step.assignee_id == ({first.id, second.id} - {carer}).pop()


@pytest.mark.parametrize("why", ["named as a referee", "named as a contact", "applies", "holds a mandate"])
def test_whoever_is_concerned_does_not_act(app: Flask, why: str) -> None:
    address = "somebody@example.org"
    named = {"name": "N", "email": "Somebody@Example.org", "organisation": "", "function": "", "locale": "en"}
    person = make_role(Role.REGIONAL_REPRESENTATIVE, person=make_person(email=address))
    answers = {"referees": [named]} if "referee" in why else {"contacts": [named]} if "contact" in why else {}
    application = make_application(state=State.REPRESENTATIVES, person=person if why == "applies" else None, **answers)
    if why == "holds a mandate":
        organisation = make_organisation()
        make_mandate(organisation, "read", person=person)
        application.organisation_id = organisation.id
        session.commit()

    with pytest.raises(InConflict):
        make_opinion(application, person)

    assert queries.conflicted(application, [person.id, make_person().id], at=now()) == {person.id}


def test_only_those_whose_turn_it_is_can_be_given_the_care(app: Flask) -> None:
    application, first, second = a_case()

    services.assign(application, second, by=first.id, expected_version=1)

    step = queries.open_step(application.id)
    assert step is not None
    assert step.assignee_id == second.id
    with pytest.raises(NotResponsible):
        services.assign(application, make_person(), by=first.id, expected_version=1)


def test_a_decision_is_announced_to_the_secretariat_once(app: Flask) -> None:
    office = make_role(Role.MEMBERSHIP)
    application = make_application(state=State.REPRESENTATIVES)

    make_agreement(application)

    told = session.scalars(select(Notice.occurrence).where(Notice.person_id == office.id)).all()
    assert [one for one in told if one.endswith(":agreed")] == [f"{_step(application)}:agreed"]


def test_a_complete_application_goes_to_the_representatives(app: Flask) -> None:
    application = make_application()

    services.forward(application, by=make_role(Role.MEMBERSHIP).id, expected_version=1)

    assert application.state == State.REPRESENTATIVES


@pytest.mark.parametrize("change", [{"approvals": 1}, {"approvals_if_vacant": 1, "vacancy": Vacancy.SECRETARIAT}])
def test_a_rule_that_is_lowered_holds_for_no_review_that_has_begun(app: Flask, change: dict[str, object]) -> None:
    application, first, _second = a_case()
    make_opinion(application, first)

    set_rule("africa", **change)

    assert not services.is_decidable(application)
    services.ask(application, "Who?", party=Party.REPRESENTATIVES, by=first.id, expected_version=application.version)
    services.answer(application, "Us.", expected_version=application.version)
    make_opinion(application, first)
    assert application.state == State.REPRESENTATIVES
    assert not services.is_decidable(application)


def test_what_is_sent_after_a_change_goes_by_the_new_rule(app: Flask) -> None:
    set_rule("africa", approvals=1)
    application, first, _second = a_case()

    make_opinion(application, first)

    assert services.is_decidable(application, Move.APPROVE)
