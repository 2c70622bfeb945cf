"""Thresholds and advice: for the secretariat and the region whose turn it is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.applications.assessing import queries
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import today
from tests.factories import an_id, make_application, make_person, make_role, sign_in


@pytest.fixture
def application(app: Flask) -> Application:
    """One that is with the representatives of Africa."""
    return make_application(state=State.REPRESENTATIVES, count_staff={"sex_workers": 1, "total": 4})


def test_signed_out_people_are_led_to_the_sign_in(client: FlaskClient, application: Application) -> None:
    assert "sign-in" in client.get(f"/applications/{application.id}/assessment").location
    assert "sign-in" in client.get("/applications/thresholds").location


@pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.REGIONAL_REPRESENTATIVE])
def test_reviewers_read_what_the_counts_say(client: FlaskClient, application: Application, role: Role) -> None:
    sign_in(client, make_role(role))

    page = client.get(f"/applications/{application.id}/assessment").text

    assert "At least one count stays below its threshold" in page
    assert "1 of 4" in page
    assert "not a rule of our own" in page


def test_a_representative_of_another_region_finds_nothing(client: FlaskClient, application: Application) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"))

    ids = [str(application.id), str(an_id())]
    there, absent = (client.get(f"/applications/{one}/assessment") for one in ids)

    assert there.status_code == absent.status_code == 404
    assert there.text.replace(ids[0], "") == absent.text.replace(ids[1], "")


def test_before_its_turn_the_region_finds_nothing(client: FlaskClient, app: Flask) -> None:
    application = make_application(state=State.CHECK)
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))

    assert client.get(f"/applications/{application.id}/assessment").status_code == 404


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.DONOR])
def test_others_are_refused(client: FlaskClient, application: Application, role: Role) -> None:
    sign_in(client, make_role(role))

    assert client.get(f"/applications/{application.id}/assessment").status_code == 404
    assert client.get("/applications/thresholds").status_code == 403


def test_whoever_is_concerned_is_led_back(client: FlaskClient, application: Application) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP, person=make_person(email="contact@example.org")))

    answer = client.get(f"/applications/{application.id}/assessment")

    assert answer.location.endswith(f"/applications/{application.id}")


def test_corrected_counts_are_kept_and_answers_stay(client: FlaskClient, application: Application) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    numbers = {
        "count_decisions": (5, 6),
        "count_spokespeople": (2, 2),
        "count_staff": (2, 4),
        "count_members": (80, 90),
    }
    data = {f"{pair}-sex_workers": one[0] for pair, one in numbers.items()}
    data |= {f"{pair}-total": one[1] for pair, one in numbers.items()}

    client.post(f"/applications/{application.id}/assessment", data=data | {"note": "By phone"})

    kept = queries.assessments_of(application.id)
    assert [(one.result, one.note) for one in kept] == [("met", "By phone")]
    assert queries.counts_of(application)["count_staff"] == {"sex_workers": 1, "total": 4}


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [("3", "", "Enter both numbers, or none."), ("4", "3", "cannot be more sex workers"), ("-1", "3", "from 0 on")],
)
def test_counts_that_cannot_be_are_refused(
    client: FlaskClient, application: Application, part: str, total: str, words: str
) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    data = {"count_staff-sex_workers": part, "count_staff-total": total}

    answer = client.post(f"/applications/{application.id}/assessment", data=data)

    assert words in answer.text
    assert queries.assessments_of(application.id) == []


def test_the_secretariat_adds_a_set(client: FlaskClient, app: Flask) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    data = {"name": "Our own", "valid_from": today().isoformat(), "count_decisions": "55", "count_staff": ""}

    client.post("/applications/thresholds", data=data)

    found = queries.set_on(today())
    assert found is not None
    assert (found.name, found.shares, found.is_example) == ("Our own", {"count_decisions": 55}, False)
    assert "Our own" in client.get("/applications/thresholds").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count_decisions": ""}, "Enter at least one threshold."),
        ({"count_decisions": "101"}, "Enter a whole number from 1 to 100, or nothing"),
        ({"count_decisions": "0"}, "Enter a whole number from 1 to 100, or nothing"),
        ({"count_decisions": "half"}, "Enter a whole number from 1 to 100, or nothing"),
        ({"valid_from": "2020-01-01"}, "Choose today or a day in the future"),
        ({"name": ""}, "Give it a name."),
    ],
)
def test_a_faulty_set_is_refused(client: FlaskClient, app: Flask, changes: dict[str, str], words: str) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    data = {"name": "Our own", "valid_from": today().isoformat(), "count_decisions": "55"}

    assert words in client.post("/applications/thresholds", data=data | changes).text


def test_a_share_may_carry_its_sign(client: FlaskClient, app: Flask) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))
    data = {"name": "Our own", "valid_from": today().isoformat(), "count_decisions": "55 %"}

    client.post("/applications/thresholds", data=data)

    found = queries.set_on(today())
    assert found is not None
    assert found.shares == {"count_decisions": 55}
