from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import now, session, today
from nswp_members.networks import queries, services
from nswp_members.networks.errors import (
    AlreadyAffiliated,
    AlreadyAsked,
    ItsOwnMember,
    NotAMember,
    RequestMoved,
    WrongLastDay,
)
from nswp_members.networks.models import AffiliationRequest, State
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Affiliation, Organisation
from tests.factories import affiliate, make_mandate, make_network, make_organisation, make_role


@pytest.fixture
def network(app: Flask) -> Organisation:
    return make_network(name="Lantern Alliance")


@pytest.fixture
def asker(app: Flask) -> Organisation:
    return make_organisation(name="Harbour House")


def ask(network: Organisation, asker: Organisation) -> AffiliationRequest:
    request = services.ask_to_join(network.id, asker.id, words="We would like to.", by=None)
    session.commit()
    return request


def member_of(network: Organisation, member: Organisation) -> Affiliation:
    affiliate(network, member)
    found = queries.affiliation(network.id, member.id)
    assert found is not None
    return found


def told(kind: str) -> set[object]:
    return set(session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def test_asking_tells_those_who_verify_for_the_network(network: Organisation, asker: Organisation) -> None:
    verifier, staff = make_role(Role.NETWORK_VERIFIER, network=network), make_role(Role.MEMBERSHIP)
    make_role(Role.NETWORK_VERIFIER, network=make_network())

    request = ask(network, asker)

    assert request.state == State.ASKED
    assert told("affiliation_waits") == {verifier.id}
    assert staff.id not in told("affiliation_waits")
    notice = session.scalars(select(Notice).where(Notice.kind == "affiliation_waits")).one()
    assert notice.params == {"affiliation_request_id": str(request.id)}


def test_without_a_verifier_the_secretariat_is_asked(network: Organisation, asker: Organisation) -> None:
    staff = make_role(Role.MEMBERSHIP)

    ask(network, asker)

    assert told("affiliation_waits") == {staff.id}


def test_a_verifier_who_acts_for_the_asker_leaves_it_to_the_secretariat(
    network: Organisation, asker: Organisation
) -> None:
    verifier, staff = make_role(Role.NETWORK_VERIFIER, network=network), make_role(Role.MEMBERSHIP)
    make_mandate(asker, "read", person=verifier)

    request = ask(network, asker)

    assert not queries.has_decider(request, at=now())
    assert told("affiliation_waits") == {staff.id}


def test_nobody_asks_twice_or_where_they_belong_or_of_itself(network: Organisation, asker: Organisation) -> None:
    ask(network, asker)

    with pytest.raises(AlreadyAsked):
        ask(network, asker)
    with pytest.raises(ItsOwnMember):
        ask(network, network)
    member = make_organisation()
    affiliate(network, member)
    with pytest.raises(AlreadyAffiliated):
        ask(network, member)


def test_who_is_approved_belongs_to_the_network_from_today(network: Organisation, asker: Organisation) -> None:
    verifier, editor = make_role(Role.NETWORK_VERIFIER, network=network), make_mandate(asker, "edit")
    request = ask(network, asker)

    services.approve(request, by=verifier.id)
    session.commit()

    found = queries.affiliation(network.id, asker.id)
    assert found is not None
    assert found.valid_from == today()
    assert (request.state, request.closed_by) == (State.APPROVED, verifier.id)
    assert told("affiliation_moved") == {editor.id}


def test_two_who_decide_at_once_get_one_decision(network: Organisation, asker: Organisation) -> None:
    request = ask(network, asker)
    services.decline(request, reason="Not now.", by=None)

    with pytest.raises(RequestMoved):
        services.approve(request, by=None)
    assert queries.affiliation(network.id, asker.id) is None


def test_who_was_declined_reads_why_and_may_ask_again(network: Organisation, asker: Organisation) -> None:
    request = ask(network, asker)

    services.decline(request, reason="Please endorse first.", by=None)
    session.commit()

    assert (request.state, request.answer) == (State.DECLINED, "Please endorse first.")
    assert ask(network, asker).state == State.ASKED


def test_what_the_secretariat_adds_by_hand_closes_the_request(network: Organisation, asker: Organisation) -> None:
    request = ask(network, asker)

    services.affiliate(network.id, asker.id, valid_from=None, by=None)

    assert request.state == State.APPROVED


def test_an_organisation_leaves_at_once(network: Organisation, asker: Organisation) -> None:
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)

    request = services.leave(member_of(network, asker), on=today(), words="", by=None)
    session.commit()

    assert request.state == State.DONE
    assert queries.affiliation(network.id, asker.id) is None
    assert told("affiliation_moved") == {verifier.id}


def test_an_organisation_leaves_on_a_later_day_unless_it_takes_it_back(
    network: Organisation, asker: Organisation
) -> None:
    later = today() + timedelta(days=5)
    first = services.leave(member_of(network, asker), on=later, words="", by=None)
    services.withdraw(first, by=None)
    standing = queries.affiliation(network.id, asker.id)
    assert standing is not None
    second = services.leave(standing, on=later, words="", by=None)

    services.carry_out(at=now() + timedelta(days=4))
    assert queries.affiliation(network.id, asker.id) is not None
    second.effective_on = today()
    services.carry_out(at=now())
    services.carry_out(at=now())

    assert queries.affiliation(network.id, asker.id) is None
    assert (first.state, second.state) == (State.WITHDRAWN, State.DONE)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_last_day_lies_within_a_year(network: Organisation, asker: Organisation, days: int) -> None:
    with pytest.raises(WrongLastDay):
        services.leave(member_of(network, asker), on=today() + timedelta(days=days), words="", by=None)


def test_a_membership_ends_only_once(network: Organisation, asker: Organisation) -> None:
    standing = member_of(network, asker)
    services.leave(standing, on=today(), words="", by=None)

    with pytest.raises(NotAMember):
        services.leave(standing, on=today(), words="", by=None)


def dismissed(network: Organisation, member: Organisation, days: int = 0) -> AffiliationRequest:
    request = services.dismiss(
        member_of(network, member), on=today() + timedelta(days=days), reason="It does not answer.", by=None
    )
    session.commit()
    return request


def object_to(request: AffiliationRequest, person: Person) -> None:
    services.object_to(request, words="We did answer.", role=Role.ORGANISATION, by=person.id)
    session.commit()


def test_a_network_ends_a_membership_and_the_organisation_is_told(network: Organisation, asker: Organisation) -> None:
    editor = make_mandate(asker, "edit")

    request = dismissed(network, asker)

    assert request.words == "It does not answer."
    assert told("affiliation_moved") == {editor.id}
    assert queries.affiliation(network.id, asker.id) is None


@pytest.mark.parametrize("days", [0, 10])
def test_after_an_objection_the_secretariat_can_let_the_membership_go_on(
    network: Organisation, asker: Organisation, days: int
) -> None:
    editor, staff = make_mandate(asker, "edit"), make_role(Role.MEMBERSHIP)
    request = dismissed(network, asker, days)

    object_to(request, editor)
    assert told("affiliation_waits") == {staff.id}
    services.settle(request, is_restored=True, reason="They did.", by=staff.id)
    services.carry_out(at=now() + timedelta(days=11))

    assert queries.affiliation(network.id, asker.id) is not None
    assert request.is_restored
    assert not request.waits_for_secretariat


def test_an_end_that_stands_is_settled_once(network: Organisation, asker: Organisation) -> None:
    request = dismissed(network, asker)
    object_to(request, make_mandate(asker, "edit"))

    services.settle(request, is_restored=False, reason="It stands.", by=None)

    assert queries.affiliation(network.id, asker.id) is None
    with pytest.raises(RequestMoved):
        services.settle(request, is_restored=True, reason="", by=None)


def test_nobody_objects_twice_or_too_late(network: Organisation, asker: Organisation) -> None:
    editor = make_mandate(asker, "edit")
    request = dismissed(network, asker)
    assert request.may_be_objected_to(now() + timedelta(days=29))
    assert not request.may_be_objected_to(now() + timedelta(days=31))
    object_to(request, editor)

    with pytest.raises(RequestMoved):
        object_to(request, editor)


def test_what_nobody_answers_runs_out(network: Organisation, asker: Organisation) -> None:
    editor = make_mandate(asker, "edit")
    request = ask(network, asker)

    services.carry_out(at=now() + timedelta(days=59))
    assert request.state == State.ASKED
    services.carry_out(at=now() + timedelta(days=61))
    session.commit()

    assert request.state == State.EXPIRED
    assert told("affiliation_moved") == {editor.id}


def test_who_writes_tells_the_others(network: Organisation, asker: Organisation) -> None:
    verifier, editor = make_role(Role.NETWORK_VERIFIER, network=network), make_mandate(asker, "edit")
    request = ask(network, asker)

    services.write(request, words="Since when?", role=Role.NETWORK_VERIFIER, by=verifier.id)

    assert [one.words for one in queries.messages_of(request.id)] == ["Since when?"]
    assert told("affiliation_moved") == {editor.id}


def test_the_trail_names_ids_only(network: Organisation, asker: Organisation) -> None:
    request = ask(network, asker)
    services.decline(request, reason="A reason.", by=None)
    session.flush()

    rows = session.scalars(select(AuditEntry).where(AuditEntry.action.like("networks.%join%")))
    details = [row.details for row in rows]
    assert details == [{"network": str(network.id), "request": str(request.id)}] * 2
