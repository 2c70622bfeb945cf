"""The board."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.applications import queries as applications
from nswp_members.applications.states import State
from nswp_members.core.db import now, session, today
from tests.conftest import QueryCounter
from tests.factories import make_application, make_mandate, make_network, make_organisation, make_role, sign_in


def test_it_is_for_reviewers(client: FlaskClient) -> None:
    assert client.get("/applications").status_code == 302

    sign_in(client, make_mandate(make_organisation(), "read", "edit"))
    assert client.get("/applications").status_code == 403


def test_each_sees_what_they_may_know_of(app: Flask) -> None:
    network = make_network()
    for name, state, country in (
        ("Checkhouse", State.CHECK, "KE"),
        ("Regionhouse", State.REPRESENTATIVES, "KE"),
        ("Farhouse", State.REPRESENTATIVES, "FR"),
        ("Drafthouse", State.DRAFT, "KE"),
    ):
        make_application(state=state, name=name, country=country)
    make_application(state=State.VERIFICATION, name="Askedhouse", network=network)
    names = ("Checkhouse", "Regionhouse", "Farhouse", "Drafthouse", "Askedhouse")
    people = {
        make_role(Role.MEMBERSHIP): {"Checkhouse", "Regionhouse", "Farhouse", "Askedhouse"},
        make_role(Role.REGIONAL_REPRESENTATIVE): {"Regionhouse", "Askedhouse"},
        make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"): {"Farhouse"},
        make_role(Role.NETWORK_VERIFIER, network=network): {"Askedhouse"},
        make_role(Role.NETWORK_VERIFIER, network=make_network()): set(),
    }

    for person, known in people.items():
        client = sign_in(app.test_client(), person)
        for query in ("", "?search=house", "?state=representatives"):
            page = client.get(f"/applications{query}").text
            shown = {name for name in names if name in page}
            assert shown == known if "state" not in query else shown <= known


def test_what_is_late_says_so_in_words(client: FlaskClient) -> None:
    application = make_application()
    step = applications.open_step(application.id)
    assert step is not None
    step.due_on = today() - timedelta(days=3)
    application.entered_at = now() - timedelta(days=12)
    session.commit()

    page = sign_in(client, make_role(Role.MEMBERSHIP)).get("/applications").text

    assert "3 days overdue" in page
    assert "12 days" in page


def test_long_columns_are_cut_and_lead_to_a_list_with_pages(client: FlaskClient) -> None:
    for number in range(28):
        make_application(name=f"Housenumber{number:02}")
    sign_in(client, make_role(Role.MEMBERSHIP))

    board = client.get("/applications").text
    first, second = (client.get(f"/applications?state=check&page={number}").text for number in (1, 2))

    assert board.count("Housenumber") == 8
    assert "Show all 28" in board
    assert (first.count("Housenumber"), second.count("Housenumber")) == (25, 3)


def test_a_filter_shows_one_region_only_and_mine_only_mine(client: FlaskClient) -> None:
    person = make_role(Role.MEMBERSHIP)
    mine, _other = make_application(name="Firsthouse"), make_application(name="Secondhouse", country="FR")
    step = applications.open_step(mine.id)
    assert step is not None
    step.assignee_id = person.id
    session.commit()
    sign_in(client, person)

    for query in ("region=africa", "mine=y", "search=first"):
        page = client.get(f"/applications?{query}").text
        assert "Firsthouse" in page
        assert "Secondhouse" not in page


def test_what_has_ended_can_be_asked_for(client: FlaskClient) -> None:
    make_application(state=State.DECLINED, name="Endhouse")
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert "Endhouse" not in client.get("/applications").text
    assert "Endhouse" in client.get("/applications?state=declined").text


@pytest.mark.parametrize("query", ["state=nonsense", "region=nowhere", "page=-3", "page=x", "search=%00"])
def test_nonsense_shows_a_board(client: FlaskClient, query: str) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert client.get(f"/applications?{query}").status_code == 200


def test_the_board_takes_as_many_statements_for_many_as_for_few(client: FlaskClient, queries: QueryCounter) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    taken = []

    for number in (1, 9):
        for _number in range(number):
            make_application()
        for address in ("/applications", "/applications?state=check"):
            client.get(address)
            queries.statements.clear()
            with queries.counting():
                client.get(address)
            taken.append(len(queries))

    assert taken[:2] == taken[2:]
    assert max(taken) < 12
