"""The pages about changing many."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.bulk.models import BulkChange
from nswp_members.core.db import session, transaction
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import PASSWORD, an_id, make_network, make_organisation, make_role, sign_in

ADDRESSES = ("/organisations/many", "/organisations/many/new")


@pytest.fixture
def staff(client: FlaskClient, hints: list[Any]) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


def new(*rows: Organisation, **values: str) -> str:
    query = "&".join([*(f"o={row.id}" for row in rows), *(f"{name}={value}" for name, value in values.items())])
    return f"/organisations/many/new?{query}"


def token_in(page: str) -> str:
    found = re.search(r'name="token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def the_change() -> BulkChange:
    return session.scalars(select(BulkChange)).one()


def test_signed_out_one_is_sent_to_the_sign_in(client: FlaskClient) -> None:
    assert [client.get(address).status_code for address in ADDRESSES] == [302, 302]


def test_others_are_refused_and_see_no_ticks(client: FlaskClient) -> None:
    make_organisation()
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert [client.get(address).status_code for address in ADDRESSES] == [403, 403]
    assert client.post(f"/organisations/many/{an_id()}/undo").status_code == 403
    assert 'name="o"' not in client.get("/organisations").text


def test_the_list_has_ticks_and_a_way_to_change_all_that_match(staff: FlaskClient) -> None:
    organisation = make_organisation(name="Lantern House")

    page = staff.get("/organisations?country=KE").text

    assert f'name="o" value="{organisation.id}"' in page
    assert "Choose: Lantern House" in page
    assert "/organisations/many/new?country=KE" in page
    assert 'name="o"' not in staff.get("/members").text


def test_nobody_chosen_is_said(staff: FlaskClient) -> None:
    assert "Nobody is chosen" in staff.get("/organisations/many/new?q=nothing+at+all").text


def test_a_preview_changes_nothing_and_says_who_and_who_not(staff: FlaskClient) -> None:
    listed = make_organisation(name="Listed House", listing=Listing.LISTED)
    unlisted = make_organisation(name="Quiet House")

    page = staff.get(new(listed, unlisted, action="unlist")).text

    changing, staying = page.split("<h3>Stay as they are</h3>")
    assert "Listed House" in changing
    assert "Quiet House" not in changing
    assert "Quiet House" in staying
    assert "Is not in the public directory" in staying
    session.refresh(listed)
    assert listed.listing == Listing.LISTED


def test_the_whole_list_is_changed_once_it_was_shown(staff: FlaskClient) -> None:
    rows = [make_organisation(listing=Listing.LISTED) for _ in range(3)]
    make_organisation(country="FR", listing=Listing.LISTED)
    address = "/organisations/many/new?country=KE&action=unlist"

    page = staff.get(address).text
    assert "Change 3 organisations" in page
    answer = staff.post(address, data={"token": token_in(page)})

    assert answer.status_code == 302
    assert answer.location.endswith(f"/organisations/many/{the_change().id}")
    for row in rows:
        session.refresh(row)
        assert row.listing == Listing.UNLISTED
    result = staff.get(answer.location).text
    assert all(row.name in result for row in rows)
    assert "Take out of the public directory" in staff.get("/organisations/many").text


def test_if_the_list_changed_meanwhile_it_is_shown_again(staff: FlaskClient) -> None:
    make_organisation(listing=Listing.LISTED)
    address = "/organisations/many/new?country=KE&action=unlist"
    token = token_in(staff.get(address).text)
    late = make_organisation(name="Late House", listing=Listing.LISTED)

    answer = staff.post(address, data={"token": token})

    assert answer.status_code == 200
    assert "Look at the list again" in answer.text
    assert "Late House" in answer.text
    session.refresh(late)
    assert late.listing == Listing.LISTED
    assert staff.post(address, data={"token": token_in(answer.text)}).status_code == 302


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_token_that_is_not_ours_changes_nothing(staff: FlaskClient, token: str) -> None:
    row = make_organisation(listing=Listing.LISTED)

    answer = staff.post(new(row, action="unlist"), data={"token": token})

    assert "Look at the list again" in answer.text
    assert session.query(BulkChange).count() == 0


def test_a_network_has_to_be_named(staff: FlaskClient) -> None:
    row, network = make_organisation(), make_network(name="River Network")

    without = staff.get(new(row, action="join")).text
    page = staff.get(new(row, action="join", network=str(network.id))).text

    assert "Choose a network." in without
    assert 'name="token"' not in without
    assert "Add to a network: River Network" in page


def test_there_is_a_bound(staff: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "BULK_MOST", 2)
    rows = [make_organisation(listing=Listing.LISTED) for _ in range(3)]

    for address in (new(*rows, action="unlist"), "/organisations/many/new?action=unlist"):
        page = staff.get(address).text
        assert "At most 2 organisations can be changed at once." in page
        assert 'name="token"' not in page
        assert staff.post(address, data={"token": "x"}).status_code == 200
    assert session.query(BulkChange).count() == 0


def test_hiding_is_undone_on_the_page_of_the_result(staff: FlaskClient) -> None:
    row = make_organisation(name="Lantern House", listing=Listing.LISTED)
    address = new(row, action="hide")
    answer = staff.post(address, data={"token": token_in(staff.get(address).text)})
    assert "Undo" in staff.get(answer.location).text

    for sent, told in (({}, "Enter your password to confirm."), ({"current_password": "wrong"}, "This is not your")):
        assert told in staff.post(f"{answer.location}/undo", data=sent).text
    session.refresh(row)
    assert row.listing == Listing.HIDDEN

    undone = staff.post(f"{answer.location}/undo", data={"current_password": PASSWORD})

    assert "1 organisation is back as it was." in staff.get(undone.location).text
    session.refresh(row)
    assert row.listing == Listing.LISTED
    again = staff.post(f"{answer.location}/undo", data={"current_password": PASSWORD})
    assert "This cannot be undone, or has been undone already." in again.text


def test_a_change_to_nobody_is_said_so(staff: FlaskClient) -> None:
    row = make_organisation(listing=Listing.LISTED)
    address = new(row, action="unlist")
    token = token_in(staff.get(address).text)
    with transaction():
        organisations.set_listing(row, Listing.UNLISTED, by=None, source="test")

    assert "Look at the list again" in staff.post(address, data={"token": token}).text
    assert 'name="token"' not in staff.get(address).text


def test_an_unknown_change_is_absent(staff: FlaskClient) -> None:
    assert staff.get(f"/organisations/many/{an_id()}").status_code == 404
    assert staff.post(f"/organisations/many/{an_id()}/undo").status_code == 404
