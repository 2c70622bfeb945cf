"""The pages about exports."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session, transaction
from nswp_members.exports.models import Export, Failure, State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing
from tests.exports.conftest import by_column, made
from tests.factories import PASSWORD, an_id, make_mandate, make_organisation, make_role, sign_in

ASKED = {"format": "csv", "reason": "For the meeting in June"}


def the_export() -> Export:
    return session.scalars(select(Export)).one()


@pytest.fixture
def signed_in(client: FlaskClient, staff: Person, hints: list[Any]) -> FlaskClient:
    return sign_in(client, staff)


def ready(client: FlaskClient, **values: str) -> Export:
    client.post("/exports/new", data={**ASKED, **values})
    return made(the_export())


def test_signed_out_nobody_exports(client: FlaskClient, app: Flask) -> None:
    make_organisation(listing=Listing.LISTED)

    assert client.get("/exports").status_code == 302
    assert client.post("/exports/new", data=ASKED).status_code == 302
    assert "/exports" not in client.get("/members").text
    assert session.query(Export).count() == 0


@pytest.mark.parametrize("role", [Role.DONOR, Role.CORRESPONDENT])
def test_those_who_look_at_numbers_export_nothing(client: FlaskClient, role: Role) -> None:
    make_organisation(listing=Listing.LISTED)
    sign_in(client, make_role(role))

    assert client.get("/exports/new").status_code == 403
    assert client.post("/exports/new", data=ASKED).status_code == 403
    assert "/exports/new" not in client.get("/members").text
    assert client.get("/exports").status_code == 200


def test_the_list_leads_to_a_file_of_itself(signed_in: FlaskClient) -> None:
    make_organisation(name="Lantern House", country="KE")
    make_organisation(name="Other House", country="FR")

    page = signed_in.get("/organisations?country=KE&sort=country")
    assert "/exports/new?country=KE&amp;sort=country&amp;staff=y" in page.text
    form = signed_in.get("/exports/new?country=KE&sort=country&staff=y")
    assert "Country: Kenya" in form.text
    signed_in.post("/exports/new?country=KE&sort=country&staff=y", data=ASKED)

    export = the_export()
    assert (export.query, export.for_staff) == ({"country": ["KE"], "sort": ["country"]}, True)
    assert (export.rows_total, export.reason) == (1, "For the meeting in June")
    assert [row["Name"] for row in by_column(made(export))] == ["Lantern House"]


def test_a_reason_is_asked_for(signed_in: FlaskClient) -> None:
    make_organisation()

    for reason in ("", "short"):
        answer = signed_in.post("/exports/new", data={**ASKED, "reason": reason})
        assert 'id="reason-error"' in answer.text
    assert session.query(Export).count() == 0


def test_what_exceeds_the_limits_is_said_on_the_page(signed_in: FlaskClient, app: Flask) -> None:
    empty = signed_in.post("/exports/new", data=ASKED)
    make_organisation()
    make_organisation()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.config, "EXPORT_ROWS", 1)
        too_long = signed_in.post("/exports/new", data=ASKED)

    assert "There is no organisation in this list now." in empty.text
    assert "This list has 2 organisations; a file may have 1." in too_long.text
    assert session.query(Export).count() == 0


def test_a_sign_in_of_some_time_ago_asks_for_the_password(signed_in: FlaskClient) -> None:
    make_organisation()
    assert 'name="password"' not in signed_in.get("/exports/new").text

    with time_machine.travel(now() + timedelta(minutes=6)):
        assert 'name="password"' in signed_in.get("/exports/new").text
        without = signed_in.post("/exports/new", data=ASKED)
        wrong = signed_in.post("/exports/new", data={**ASKED, "password": "not my password"})
        right = signed_in.post("/exports/new", data={**ASKED, "password": PASSWORD})

    assert "Enter your password." in without.text
    assert "This is not your password." in wrong.text
    assert right.status_code == 302


def test_a_file_is_followed_and_fetched(signed_in: FlaskClient) -> None:
    make_organisation(name="Lantern House")
    signed_in.post("/exports/new", data=ASKED)
    export = the_export()
    page = f"/exports/{export.id}"
    assert "data-poll" in signed_in.get(page).text
    assert "<noscript>" in signed_in.get(page).text
    made(export)
    assert "data-poll" not in signed_in.get(f"{page}?part=progress").text

    answer = signed_in.post(f"{page}/download")

    assert "Lantern House" in answer.get_data().decode("utf-8-sig")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith(f"-{export.number}.csv")
    assert "nswp" not in answer.headers["Content-Disposition"].lower()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "You can fetch it 1 more time" in signed_in.get(page).text
    signed_in.post(f"{page}/download")
    assert signed_in.post(f"{page}/download").status_code == 409
    assert "There is no file here any more" in signed_in.get(page).text


def test_a_file_with_somebody_who_hid_since_is_not_handed_out(client: FlaskClient, hints: list[Any]) -> None:
    organisation = make_organisation(name="Lantern House", listing=Listing.LISTED)
    sign_in(client, make_mandate(make_organisation(name="Own House"), "read"))
    export = ready(client)
    with transaction():
        organisations.hide_now(organisation, by=None, source=HidingSource.MEMBER)

    answer = client.post(f"/exports/{export.id}/download")

    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "It is being made anew" in page
    assert "data-poll" in page
    made(export)
    assert b"Lantern" not in client.post(f"/exports/{export.id}/download").get_data()


@pytest.mark.parametrize("what", ["", "/download", "/retry", "/remove", "/allow", "/refuse"])
def test_the_file_of_somebody_else_is_as_absent_as_none(
    client: FlaskClient, signed_in: FlaskClient, app: Flask, what: str
) -> None:
    make_organisation()
    export = ready(signed_in)
    other = sign_in(app.test_client(), make_role(Role.ADMINISTRATOR))
    method = "GET" if what == "" else "POST"

    answers = [other.open(f"/exports/{key}{what}", method=method) for key in (export.id, an_id())]

    assert [answer.status_code for answer in answers] == [404, 404]
    session.refresh(export)
    assert (export.state, export.downloads) == (State.READY, 0)


def test_my_exports_show_mine_and_let_me_delete_them(signed_in: FlaskClient, app: Flask) -> None:
    assert "No files yet" in signed_in.get("/exports").text
    make_organisation()
    export = ready(signed_in)
    other = sign_in(app.test_client(), make_role(Role.ADMINISTRATOR))

    assert export.number in signed_in.get("/exports").text
    assert export.number not in other.get("/exports").text
    answer = signed_in.post(f"/exports/{export.id}/remove")

    assert "The file is deleted." in signed_in.get(answer.location).text
    assert (the_export().state, the_export().data) == (State.REMOVED, None)


def test_a_file_that_broke_is_tried_again(signed_in: FlaskClient) -> None:
    make_organisation()
    export = ready(signed_in)
    export.data, export.state, export.failure = None, State.FAILED, Failure.BROKEN
    session.commit()

    assert "Try again" in signed_in.get(f"/exports/{export.id}").text
    assert signed_in.post(f"/exports/{export.id}/retry").status_code == 302
    assert made(export).state == State.READY
    assert signed_in.post(f"/exports/{export.id}/retry").status_code == 409


def test_two_people_agree_to_columns_that_can_endanger(signed_in: FlaskClient, app: Flask, staff: Person) -> None:
    make_organisation(name="Lantern House", city="Mombasa")
    other = sign_in(app.test_client(), make_role(Role.ADMINISTRATOR))
    signed_in.post("/exports/new", data={**ASKED, "with_protected": "y"})
    export = the_export()
    assert "A second person has to agree" in signed_in.get(f"/exports/{export.id}").text
    assert "Waiting for a second person" not in signed_in.get("/exports").text
    assert signed_in.post(f"/exports/{export.id}/allow").status_code == 404

    waiting = other.get("/exports").text
    assert staff.name in waiting
    assert "For the meeting in June" in waiting
    assert "Mombasa" not in waiting
    answer = other.post(f"/exports/{export.id}/allow")

    assert "You agreed. The file is being made." in other.get(answer.location).text
    assert by_column(made(export))[0]["City"] == "Mombasa"


def test_a_second_person_may_refuse(signed_in: FlaskClient, app: Flask) -> None:
    make_organisation()
    other = sign_in(app.test_client(), make_role(Role.ADMINISTRATOR))
    signed_in.post("/exports/new", data={**ASKED, "with_protected": "y"})

    other.post(f"/exports/{the_export().id}/refuse")

    assert "A second person refused" in signed_in.get(f"/exports/{the_export().id}").text


def test_members_are_not_asked_whether_they_want_such_columns(client: FlaskClient, hints: list[Any]) -> None:
    make_organisation(listing=Listing.LISTED)
    sign_in(client, make_mandate(make_organisation(), "read"))

    assert "with_protected" not in client.get("/exports/new").text
    client.post("/exports/new", data={**ASKED, "with_protected": "y"})

    assert not the_export().with_protected
