"""The pages of the register."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.complaints import queries as register
from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint, ComplaintEntry, Outcome
from nswp_members.complaints.states import State
from nswp_members.core.db import now, session, today
from nswp_members.membership import services as memberships
from nswp_members.membership.models import Change
from nswp_members.organisations.models import Organisation
from tests.complaints.conftest import Make
from tests.conftest import QueryCounter
from tests.factories import an_id, make_mandate, make_organisation, make_person, make_role, sign_in
from tests.leaks.crawling import text_of

pytestmark = pytest.mark.usefixtures("hints")
ENTERED = {
    "kind": "money",
    "received_on": "2026-01-05",
    "received_via": "letter",
    "complainant_name": "Somebody",
    "about": "The treasurer",
    "summary": "Nobody has seen the books",
}
ACTIONS = {
    "move": {"move-move": "acknowledge", "move-version": "1"},
    "decide": {"decide-outcome": "none", "decide-reason": "x", "decide-version": "1"},
    "notes": {"note-body": "x"},
    "handlers": {},
    "conflict": {},
    "hand-over": {},
}


@pytest.fixture
def signed_in(client: FlaskClient, handler: Person) -> FlaskClient:
    return sign_in(client, handler)


def path(complaint: Complaint, rest: str = "") -> str:
    return f"/complaints/{complaint.id}{rest}"


def test_signed_out_nobody_reads_or_writes(client: FlaskClient, complaint: Complaint) -> None:
    for address in ("/complaints", "/complaints/new", path(complaint)):
        assert client.get(address).status_code == 302
    for action, data in ACTIONS.items():
        assert client.post(path(complaint, f"/{action}"), data=data).status_code == 302
    assert complaint.version == 1


@pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.PROGRAMME, Role.REGIONAL_REPRESENTATIVE])
def test_for_all_others_a_complaint_is_as_absent_as_none(
    client: FlaskClient, complaint: Complaint, handler: Person, role: Role
) -> None:
    sign_in(client, make_role(role))

    nothing = str(an_id())
    absent, sealed = client.get(f"/complaints/{nothing}"), client.get(path(complaint))
    assert (absent.status_code, sealed.status_code) == (404, 404)
    assert text_of(sealed).replace(str(complaint.id), nothing) == text_of(absent)
    for action, data in ACTIONS.items():
        assert client.post(path(complaint, f"/{action}"), data=data).status_code == 404
    assert client.post(path(complaint, f"/handlers/{handler.id}/remove")).status_code == 404
    assert complaint.number not in client.get("/complaints").text
    assert "needs you" not in client.get("/dashboard").text
    assert (complaint.version, len(register.handlers_of(complaint.id))) == (1, 1)


def test_outside_the_secretariat_there_is_no_register(client: FlaskClient, organisation: Organisation) -> None:
    sign_in(client, make_mandate(organisation, "read", "edit"))

    assert client.get("/complaints").status_code == 403
    assert client.get("/complaints/new").status_code == 403
    assert client.post("/complaints/new", data=ENTERED).status_code == 403


def test_a_complaint_is_registered_and_sealed(signed_in: FlaskClient, handler: Person) -> None:
    party = make_organisation(name="Harbour House")

    answer = signed_in.post("/complaints/new", data={**ENTERED, "about_member": "harbour house"})

    made = session.scalars(select(Complaint)).one()
    assert answer.location == path(made)
    assert (made.about_organisation_id, made.complainant_organisation_id) == (party.id, None)
    assert (made.complainant, made.created_by) == ({"name": "Somebody", "contact": ""}, handler.id)
    page = signed_in.get(path(made)).text
    assert all(words in page for words in ("Nobody has seen the books", "Harbour House", "Overdue since"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("received_on", (today() + timedelta(days=2)).isoformat()),
        ("received_via", "pigeon"),
        ("complainant_name", ""),
        ("about_member", "No such house"),
        ("complainant_member", "Harbour"),
        ("summary", ""),
    ],
)
def test_what_is_missing_or_unknown_is_said_at_the_field(signed_in: FlaskClient, field: str, value: str) -> None:
    make_organisation(name="Harbour House")

    page = signed_in.post("/complaints/new", data={**ENTERED, field: value}).text

    assert f'id="{field}-error"' in page
    assert session.query(Complaint).count() == 0


def test_people_of_a_party_do_not_register_it(signed_in: FlaskClient, handler: Person) -> None:
    make_mandate(make_organisation(name="Harbour House"), "read", person=handler)

    page = signed_in.post("/complaints/new", data={**ENTERED, "complainant_member": "Harbour House"}).text

    assert "Ask a colleague to register it" in page
    assert session.query(Complaint).count() == 0


def test_the_home_screen_tells_a_handler_alone(signed_in: FlaskClient, complaint: Complaint) -> None:
    assert "1 complaint needs you" in signed_in.get("/dashboard").text


def test_the_list_is_filtered_and_paged(app: Flask, signed_in: FlaskClient, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.config, "PAGE_SIZE", 1)
    older, newer = make(received_on=today() - timedelta(days=3)), make()

    first = signed_in.get("/complaints").text
    assert newer.number in first
    assert older.number not in first
    assert older.number in signed_in.get(f"/complaints?after={newer.id}").text
    assert "Nothing matches" in signed_in.get("/complaints?state=closed").text
    assert newer.number in signed_in.get("/complaints?state=received").text


def test_a_complaint_goes_its_way(
    client: FlaskClient, signed_in: FlaskClient, complaint: Complaint, handler: Person, colleague: Person
) -> None:
    for number, step in enumerate(("acknowledge", "assess", "hear"), start=1):
        assert f'value="{step}"' in signed_in.get(path(complaint)).text
        data = {"move-move": step, "move-version": str(number), "move-note": f"NOTE{number}"}
        assert signed_in.post(path(complaint, "/move"), data=data).status_code == 302
    decision = {"decide-outcome": "warning", "decide-reason": "BECAUSE", "decide-version": "4"}
    signed_in.post(path(complaint, "/decide"), data=decision)
    signed_in.post(path(complaint, "/handlers"), data={"handler-person_id": str(colleague.id)})
    signed_in.post(path(complaint, "/move"), data={"move-move": "appeal", "move-version": "5"})

    page = signed_in.get(path(complaint)).text
    assert all(words in page for words in ("NOTE1", "NOTE3", "BECAUSE", "On appeal", "another handler has to decide"))
    signed_in.post("/accounts/sign-out")
    sign_in(client, colleague)
    client.post(path(complaint, "/decide"), data={**decision, "decide-version": "6"})

    assert complaint.state == State.CLOSED
    closed = client.get(path(complaint)).text
    assert "What comes next" not in closed
    assert "note-body" not in closed


def test_a_step_from_an_old_page_is_refused(signed_in: FlaskClient, complaint: Complaint) -> None:
    signed_in.post(path(complaint, "/move"), data=ACTIONS["move"])

    late = signed_in.post(path(complaint, "/move"), data=ACTIONS["move"]).text

    assert "Another handler has done something meanwhile" in late
    assert 'value="assess"' in late
    assert complaint.state == State.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("action", "data", "field"),
    [
        ("decide", {"decide-version": "1", "decide-reason": "x"}, "decide-outcome"),
        ("decide", {"decide-version": "1", "decide-outcome": "none"}, "decide-reason"),
        ("notes", {"note-body": " "}, "note-body"),
        ("handlers", {"handler-person_id": ""}, "handler-person_id"),
    ],
)
def test_what_a_form_lacks_is_said(
    signed_in: FlaskClient, make: Make, action: str, data: dict[str, str], field: str
) -> None:
    complaint = make()
    complaint.state = State.HEARD
    session.commit()

    page = signed_in.post(path(complaint, f"/{action}"), data=data).text

    assert f'id="{field}-error"' in page
    assert complaint.state == State.HEARD


def test_nonsense_is_no_step(signed_in: FlaskClient, complaint: Complaint) -> None:
    for step in ("decide", "made-up", ""):
        signed_in.post(path(complaint, "/move"), data={"move-move": step, "move-version": "1"})
    signed_in.post(path(complaint, "/move"), data={"move-move": "acknowledge", "move-version": "many"})

    assert (complaint.state, complaint.version) == (State.RECEIVED, 1)


def test_handlers_come_and_go(signed_in: FlaskClient, complaint: Complaint, handler: Person, colleague: Person) -> None:
    outsider = make_person(name="Outsider")
    assert "Outsider" not in signed_in.get(path(complaint)).text
    signed_in.post(path(complaint, "/handlers"), data={"handler-person_id": str(outsider.id)})
    assert signed_in.post(path(complaint, f"/handlers/{handler.id}/remove")).status_code == 409
    signed_in.post(path(complaint, "/handlers"), data={"handler-person_id": str(colleague.id)})

    answer = signed_in.post(path(complaint, "/conflict"))

    assert answer.location == "/complaints"
    assert signed_in.get(path(complaint)).status_code == 404
    assert [one.person_id for one in register.handlers_of(complaint.id)] == [colleague.id]


def test_the_only_handler_with_a_conflict_names_another_one_first(
    signed_in: FlaskClient, complaint: Complaint, handler: Person, colleague: Person
) -> None:
    answer = signed_in.post(path(complaint, "/conflict"))

    assert answer.status_code == 200
    assert "Name another handler first" in answer.text
    assert [one.person_id for one in register.handlers_of(complaint.id)] == [handler.id]

    done = signed_in.post(path(complaint, "/hand-over"), data={"handler-person_id": str(colleague.id)})

    assert done.location == "/complaints"
    assert [one.person_id for one in register.handlers_of(complaint.id)] == [colleague.id]
    assert signed_in.get(path(complaint, "/hand-over")).status_code == 404


def test_who_hands_over_has_to_choose_somebody_possible(
    signed_in: FlaskClient, complaint: Complaint, handler: Person, organisation: Organisation, colleague: Person
) -> None:
    party = make_mandate(organisation, "read", person=make_role(Role.MEMBERSHIP))

    for person_id in ("", str(party.id)):
        page = signed_in.post(path(complaint, "/hand-over"), data={"handler-person_id": person_id}).text
        assert 'id="handler-person_id-error"' in page
    assert str(colleague.id) in signed_in.get(path(complaint, "/hand-over")).text
    assert [one.person_id for one in register.handlers_of(complaint.id)] == [handler.id]


def test_where_nobody_else_is_possible_it_says_what_to_do(signed_in: FlaskClient, complaint: Complaint) -> None:
    page = signed_in.post(path(complaint, "/conflict")).text

    assert "Ask an administrator to give somebody impartial an office" in page


def a_decided_suspension(make: Make, *, state: State = State.DECIDED, holds: bool = False) -> Complaint:
    """Return a complaint after which a member is to be suspended."""
    member = make_organisation(name="Lantern House")
    memberships.begin_term(member, category="full", on=today(), as_=Change.APPROVED, by=None)
    complaint = make(about_organisation_id=member.id)
    complaint.state, complaint.outcome, complaint.holds_during_appeal = state, Outcome.SUSPENSION, holds
    session.add(ComplaintEntry(complaint_id=complaint.id, kind="decide", outcome=Outcome.SUSPENSION, written_at=now()))
    session.commit()
    return complaint


def measure_url(complaint: Complaint) -> str:
    return f"/membership/organisations/{complaint.about_organisation_id}"


def test_the_measure_is_offered_until_it_was_carried_out(signed_in: FlaskClient, make: Make) -> None:
    complaint = a_decided_suspension(make)
    assert f"{measure_url(complaint)}/suspend" in signed_in.get(path(complaint)).text

    data = {"on": today().isoformat(), "reason": "Decided.", "reference": "2026/1", "confirm": "yes"}
    assert signed_in.post(f"{measure_url(complaint)}/suspend", data=data).status_code == 302

    page = signed_in.get(path(complaint)).text
    assert f"{measure_url(complaint)}/suspend" not in page
    assert "The measure was carried out on" in page


@pytest.mark.parametrize("holds", [False, True])
def test_during_an_appeal_the_measure_waits_unless_it_holds(signed_in: FlaskClient, make: Make, holds: bool) -> None:
    complaint = a_decided_suspension(make, state=State.APPEAL, holds=holds)

    page = signed_in.get(path(complaint)).text

    assert (f"{measure_url(complaint)}/suspend" in page) == holds
    assert ("The measure waits for the appeal" in page) == (not holds)


def test_a_decision_can_hold_during_an_appeal(signed_in: FlaskClient, complaint: Complaint) -> None:
    complaint.state = State.HEARD
    session.commit()

    data = {"decide-outcome": "suspension", "decide-reason": "x", "decide-version": "1", "decide-holds": "y"}
    signed_in.post(path(complaint, "/decide"), data=data)

    assert (complaint.outcome, complaint.holds_during_appeal) == ("suspension", True)


def test_before_a_hearing_no_measure_is_offered(signed_in: FlaskClient, complaint: Complaint) -> None:
    complaint.state = State.ASSESSED
    session.commit()

    page = signed_in.get(path(complaint)).text

    assert 'value="none"' in page
    assert all(f'value="{one}"' not in page for one in ("warning", "suspension", "expulsion"))
    assert "decide-holds" not in page


def test_a_handler_without_a_view_of_members_reads_no_names(client: FlaskClient, make: Make, handler: Person) -> None:
    complaint = a_decided_suspension(make)
    reader = make_role(Role.PROGRAMME)
    services.add_handler(complaint, reader.id, by=handler.id)
    session.commit()
    sign_in(client, reader)

    page = client.get(path(complaint)).text

    assert "The chair" in page
    assert "Lantern House" not in page
    assert "Suspension of membership" in page
    assert str(complaint.about_organisation_id) not in page
    assert "Lantern House" not in client.get(f"{measure_url(complaint)}/suspend").text


def test_pages_ask_a_bounded_number_of_questions(
    signed_in: FlaskClient, make: Make, handler: Person, queries: QueryCounter
) -> None:
    complaint = make()
    for number in range(4):
        make()
        services.add_note(complaint, f"note {number}", by=handler.id)
        services.add_handler(complaint, make_role(Role.MEMBERSHIP).id, by=handler.id)
    session.commit()
    for address, most in (("/complaints", 6), (path(complaint), 13)):
        queries.statements.clear()
        with queries.counting():
            signed_in.get(address)
        assert len(queries) <= most, queries.statements
