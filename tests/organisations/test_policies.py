from uuid import uuid4

import pytest

from nswp_members.accounts.viewers import ANYONE, STAFF_ROLES, Capacity, Role, Viewer
from nswp_members.organisations import policies
from nswp_members.organisations.models import Function, Listing, Organisation

ORGANISATION = Organisation(id=uuid4(), listing=Listing.UNLISTED)
ALL_SEEING = {Role.MEMBERSHIP, Role.ADMINISTRATOR}


def acting_as(role: Role, *functions: str, organisation: Organisation = ORGANISATION) -> Viewer:
    own = organisation.id if role == Role.ORGANISATION else None
    capacity = Capacity("key", role, "", organisation_id=own, functions=frozenset(functions))
    return Viewer(person_id=uuid4(), capacity=capacity, capacities=(capacity,))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANISATION])
def test_only_membership_and_administrators_edit_without_a_mandate(role: Role) -> None:
    viewer = acting_as(role)

    assert policies.can_edit(viewer, ORGANISATION) == (role in ALL_SEEING)
    assert policies.can_see_people(viewer, ORGANISATION) == (role in ALL_SEEING)
    assert policies.can_change_region(viewer, ORGANISATION) == (role in ALL_SEEING)
    assert policies.can_create(viewer) == (role in ALL_SEEING)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - ALL_SEEING | {Role.CORRESPONDENT, Role.DONOR, Role.ORGANISATION}))
def test_others_have_no_list_of_their_own(role: Role) -> None:
    assert not policies.can_list(acting_as(role))


def test_an_editor_edits_its_own_organisation_only() -> None:
    other = Organisation(id=uuid4(), listing=Listing.UNLISTED)

    assert policies.can_edit(acting_as(Role.ORGANISATION, "edit"), ORGANISATION)
    assert not policies.can_edit(acting_as(Role.ORGANISATION, "edit"), other)
    assert not policies.can_edit(acting_as(Role.ORGANISATION, "read", "endorse"), ORGANISATION)
    assert not policies.can_edit(ANYONE, ORGANISATION)


def test_an_editor_grants_what_it_holds_and_reading() -> None:
    viewer = acting_as(Role.ORGANISATION, "edit", "endorse")

    assert policies.grantable_functions(viewer, ORGANISATION) == (Function.READ, Function.EDIT, Function.ENDORSE)
    assert policies.grantable_functions(acting_as(Role.ORGANISATION, "read"), ORGANISATION) == ()
    assert policies.grantable_functions(acting_as(Role.MEMBERSHIP), ORGANISATION) == tuple(Function)


def test_an_editor_ends_what_it_could_grant_and_everybody_their_own() -> None:
    editor, reader = acting_as(Role.ORGANISATION, "edit"), acting_as(Role.ORGANISATION, "read")

    assert policies.can_end_mandate(editor, ORGANISATION, uuid4(), "edit")
    assert not policies.can_end_mandate(editor, ORGANISATION, uuid4(), "vote")
    assert not policies.can_end_mandate(reader, ORGANISATION, uuid4(), "read")
    assert policies.can_end_mandate(reader, ORGANISATION, reader.person_id, "read")


def test_coming_back_after_leaving_is_for_the_secretariat() -> None:
    left = Organisation(id=ORGANISATION.id, listing=Listing.WITHDRAWN)
    editor = acting_as(Role.ORGANISATION, "edit")

    assert policies.possible_listings(editor, left) == (Listing.WITHDRAWN,)
    assert Listing.WITHDRAWN not in policies.possible_listings(editor, ORGANISATION)
    assert policies.possible_listings(acting_as(Role.MEMBERSHIP), left) == tuple(Listing)


def test_the_history_is_for_those_who_edit_and_hints_are_for_the_organisation_alone() -> None:
    editor, reader, office = (
        acting_as(Role.ORGANISATION, "edit"),
        acting_as(Role.ORGANISATION, "read"),
        acting_as(Role.MEMBERSHIP),
    )

    assert [policies.can_see_history(one, ORGANISATION) for one in (editor, reader, office)] == [True, False, True]
    assert [policies.can_be_hinted(one, ORGANISATION) for one in (editor, reader, office)] == [True, False, False]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANISATION])
def test_only_the_membership_staff_looks_after_organisations_and_steers_recoveries(role: Role) -> None:
    viewer = acting_as(role)

    assert policies.can_look_after(viewer) == (role in ALL_SEEING)
    assert policies.can_ask_to_confirm(viewer, ORGANISATION) == (role in ALL_SEEING)
    assert policies.can_steer_recovery(viewer) == (role in ALL_SEEING)
    assert policies.can_confirm(viewer, ORGANISATION) == (role in ALL_SEEING)
    assert not policies.can_hand_over(viewer, ORGANISATION)
    assert not policies.can_object(viewer, ORGANISATION)


def test_an_editor_confirms_and_hands_over_and_a_reader_objects() -> None:
    editor, reader = acting_as(Role.ORGANISATION, "edit"), acting_as(Role.ORGANISATION, "read")

    assert policies.can_confirm(editor, ORGANISATION)
    assert policies.can_hand_over(editor, ORGANISATION)
    assert policies.can_object(reader, ORGANISATION)
    assert not policies.can_confirm(reader, ORGANISATION)
    assert not policies.can_hand_over(reader, ORGANISATION)
    assert not policies.can_see_recoveries(editor)
    assert not policies.can_ask_recovery(ANYONE)
