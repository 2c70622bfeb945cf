import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.governance import policies
from nswp_members.governance.models import BoardSeat, SeatTerm
from nswp_members.governance.queries import SeatState
from tests.factories import an_id

SECRETARIAT = {Role.MEMBERSHIP, Role.ADMINISTRATOR}


def viewer_as(role, key="role:x", person_id=None):
    return Viewer(person_id=person_id or an_id(), capacity=Capacity(key=key, role=role, label=""))


def a_term(**values):
    return SeatTerm(id=an_id(), person_id=an_id(), role_id=an_id(), **values)


def state(current=None, following=None):
    return SeatState(BoardSeat(code="africa-a"), current, following, ())


def test_the_secretariats_membership_desk_and_administrators_manage():
    assert {role for role in Role if policies.can_manage(viewer_as(role))} == SECRETARIAT


def test_they_and_the_board_know_who_holds_the_seats():
    knowing = {role for role in Role if policies.knows_holders(viewer_as(role))}

    assert knowing == SECRETARIAT | {Role.REGIONAL_REPRESENTATIVE, Role.PRESIDENT}


def test_whoever_is_signed_in_sees_days():
    assert not policies.can_look_up(ANYONE)
    assert policies.can_look_up(Viewer(person_id=an_id()))


@pytest.mark.parametrize("role", [Role.DONOR, Role.ORGANISATION, Role.PROGRAMME])
def test_others_know_a_holder_by_consent_only(role, app):
    term = a_term()
    named = a_term()
    named.named_since = object()

    assert not policies.can_know(viewer_as(role), term)
    assert not policies.can_know(ANYONE, term)
    assert policies.can_know(ANYONE, named)
    assert policies.can_know(viewer_as(role, person_id=term.person_id), term)


def test_notes_are_read_from_the_seat_by_the_next_holder_and_by_the_secretariat():
    current, following = a_term(), a_term()
    found = state(current, following)
    here = viewer_as(Role.REGIONAL_REPRESENTATIVE, key=f"role:{current.role_id}", person_id=current.person_id)
    elsewhere = viewer_as(Role.DONOR, person_id=current.person_id)

    assert policies.can_read_notes(here, found)
    assert policies.can_read_notes(Viewer(person_id=following.person_id), found)
    assert policies.can_read_notes(viewer_as(Role.MEMBERSHIP), found)
    assert not policies.can_read_notes(elsewhere, found)
    assert not policies.can_read_notes(viewer_as(Role.REGIONAL_REPRESENTATIVE), found)
    assert not policies.can_read_notes(ANYONE, state())


def test_a_name_is_taken_off_by_its_holder_or_the_secretariat():
    term = a_term()

    assert policies.can_take_back_naming(viewer_as(Role.MEMBERSHIP), term)
    assert policies.can_take_back_naming(viewer_as(Role.DONOR, person_id=term.person_id), term)
    assert not policies.can_take_back_naming(viewer_as(Role.REGIONAL_REPRESENTATIVE), term)
