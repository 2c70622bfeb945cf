"""Letters and private notes."""

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries, services
from nswp_members.applications.errors import InConflict, MoveNotPossible, ThreadFull
from nswp_members.applications.models import MessageKind, Party
from nswp_members.applications.states import Move, State
from nswp_members.core.db import session
from nswp_members.notices.models import Notice
from tests.factories import make_application, make_network, make_role, viewer_of


def test_a_letter_of_ours_is_told_to_the_applicant(app: Flask) -> None:
    application = make_application()
    office = make_role(Role.MEMBERSHIP)

    services.write_message(application, "Who is your contact?", party=Party.SECRETARIAT, by=office.id)

    notice = session.scalars(select(Notice).where(Notice.kind == "application_news")).one()
    assert notice.person_id == application.person_id
    assert "Who is" not in str(notice.params)


def test_a_letter_of_the_applicant_is_told_to_those_whose_turn_it_is(app: Flask) -> None:
    reviewer = make_role(Role.REGIONAL_REPRESENTATIVE)
    application = make_application(state=State.REPRESENTATIVES)

    services.write_message(application, "We moved.", party=Party.APPLICANT, by=None)

    told = session.scalars(select(Notice.person_id).where(Notice.kind == "application_waiting")).all()
    assert told == [reviewer.id]


def test_a_note_is_told_to_nobody(app: Flask) -> None:
    application = make_application()

    services.write_message(
        application, "Hm.", kind=MessageKind.NOTE, party=Party.SECRETARIAT, by=make_role(Role.MEMBERSHIP).id
    )

    assert session.scalars(select(Notice)).all() == []


def test_notes_are_read_by_their_own_side_and_the_secretariat(app: Flask) -> None:
    network = make_network()
    application = make_application(state=State.VERIFICATION, network=network)
    office, representative = make_role(Role.MEMBERSHIP), make_role(Role.REGIONAL_REPRESENTATIVE)
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    sides = {Party.SECRETARIAT: office, Party.REPRESENTATIVES: representative, Party.NETWORK: verifier}
    for party, person in sides.items():
        network_id = network.id if party == Party.NETWORK else None
        services.write_message(
            application, party.value, kind=MessageKind.NOTE, party=party, by=person.id, network_id=network_id
        )

    read = {
        party: [one.body for one in queries.messages_for(viewer_of(person), application.id)]
        for party, person in sides.items()
    }

    assert read == {
        Party.SECRETARIAT: ["secretariat", "representatives", "network"],
        Party.REPRESENTATIVES: ["representatives"],
        Party.NETWORK: ["network"],
    }


def test_a_verifier_reads_the_letters_of_their_turn_only(app: Flask) -> None:
    network = make_network()
    application = make_application(network=network)
    verifier = make_role(Role.NETWORK_VERIFIER, network=network)
    services.write_message(application, "before", party=Party.SECRETARIAT, by=None)
    services.forward(application, by=make_role(Role.MEMBERSHIP).id, expected_version=1)
    services.move(application, Move.SEND_TO_NETWORK, by=None, expected_version=2)
    services.ask(application, "asked", party=Party.NETWORK, by=verifier.id, network_id=network.id, expected_version=3)

    services.answer(application, "answered", expected_version=4)

    assert application.state == State.VERIFICATION
    assert [one.body for one in queries.messages_for(viewer_of(verifier), application.id)] == ["asked", "answered"]
    assert [one.body for one in queries.letters_of(application.id)] == ["before", "asked", "answered"]


def test_nothing_is_written_about_what_has_ended(app: Flask) -> None:
    application = make_application(state=State.DECLINED)

    with pytest.raises(MoveNotPossible):
        services.write_message(application, "But", party=Party.APPLICANT, by=None)


def test_nobody_writes_who_is_concerned(app: Flask) -> None:
    application = make_application()
    office = make_role(Role.MEMBERSHIP)
    services.declare_conflict(application, "x", by=office.id)

    with pytest.raises(InConflict):
        services.write_message(application, "x", kind=MessageKind.NOTE, party=Party.SECRETARIAT, by=office.id)


def test_a_thread_has_an_end(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    application = make_application()
    monkeypatch.setattr(queries, "MOST_MESSAGES", 1)
    services.write_message(application, "one", party=Party.APPLICANT, by=None)

    with pytest.raises(ThreadFull):
        services.write_message(application, "two", party=Party.APPLICANT, by=None)
