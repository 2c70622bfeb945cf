"""Reading complaints."""

from datetime import timedelta

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.complaints import queries, services
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.services import Deadlines
from nswp_members.complaints.states import Move, State
from nswp_members.core.db import now, session, today
from nswp_members.organisations.models import Organisation
from tests.complaints.conftest import Make
from tests.factories import make_assignment, make_mandate, make_role, viewer_of


def test_only_a_handler_finds_a_complaint(complaint: Complaint, handler: Person, colleague: Person) -> None:
    assert queries.complaint_for(viewer_of(handler), complaint.id) is complaint
    assert queries.complaint_for(viewer_of(colleague), complaint.id) is None
    assert queries.complaints_page(viewer_of(colleague), size=5).rows == ()
    assert queries.waiting_count(viewer_of(colleague), on=today()) == 0


def test_a_handler_without_an_office_finds_nothing(complaint: Complaint, handler: Person) -> None:
    make_assignment(handler).valid_until = now()
    session.commit()

    assert queries.complaint_for(viewer_of(handler), complaint.id) is None


def test_a_handler_who_comes_to_act_for_a_party_finds_nothing(
    complaint: Complaint, handler: Person, organisation: Organisation
) -> None:
    make_mandate(organisation, "read", person=handler)

    assert queries.complaint_for(viewer_of(handler), complaint.id) is None
    assert queries.waiting_count(viewer_of(handler), on=today()) == 0


def test_the_list_comes_in_pages_and_by_state(make: Make, handler: Person, deadlines: Deadlines) -> None:
    made = [make(received_on=today() - timedelta(days=number)) for number in range(3)]
    services.move(made[1], Move.ACKNOWLEDGE, expected_version=1, by=handler.id, deadlines=deadlines)
    viewer = viewer_of(handler)

    first = queries.complaints_page(viewer, size=2)
    second = queries.complaints_page(viewer, size=2, after=first.after)

    assert [*first.rows, *second.rows] == made
    assert second.after is None
    assert queries.complaints_page(viewer, state=State.ACKNOWLEDGED, size=5).rows == (made[1],)


def test_a_decided_complaint_waits_only_when_the_appeal_is_over(
    complaint: Complaint, handler: Person, deadlines: Deadlines
) -> None:
    complaint.state, complaint.due_on = State.DECIDED, today()
    session.commit()
    viewer = viewer_of(handler)

    assert queries.waiting_count(viewer, on=today()) == 0
    assert queries.waiting_count(viewer, on=today() + timedelta(days=1)) == 1


def test_people_of_the_parties_are_not_offered(complaint: Complaint, organisation: Organisation) -> None:
    of_party = make_mandate(organisation, "read", person=make_role(Role.MEMBERSHIP))
    other = make_role(Role.PROGRAMME)

    possible = queries.possible_handlers(complaint.parties, complaint_id=complaint.id, at=now())

    assert other in possible
    assert of_party not in possible
