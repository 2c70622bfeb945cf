from dataclasses import replace
from uuid import uuid4

import pytest

from nswp_members.accounts.viewers import ANYONE, STAFF_ROLES, Capacity, Role, Viewer
from nswp_members.organisations import policies
from nswp_members.organisations.audiences import KNOWN_TO
from nswp_members.organisations.models import Audience, Function, Listing, Organisation, Proposal

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


def test_only_the_organisation_itself_lets_more_people_see() -> None:
    organisation = Organisation(
        id=uuid4(), listing=Listing.UNLISTED, known_to="region", alias="Kite", audiences={"texts": "region"}
    )
    editor = acting_as(Role.ORGANISATION, "edit", organisation=organisation)
    office = acting_as(Role.MEMBERSHIP)

    assert policies.possible_audiences(editor, organisation, "texts") == tuple(Audience)
    assert policies.possible_audiences(office, organisation, "texts") == ("region", "offices", "secretariat", "us")
    assert policies.possible_known_to(editor, organisation) == KNOWN_TO
    assert policies.possible_known_to(office, organisation) == ("secretariat", "offices", "region")
    assert policies.can_set_alias(editor, organisation)
    assert not policies.can_set_alias(office, organisation)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANISATION])
def test_who_looked_is_for_the_organisation_and_the_administrator(role: Role) -> None:
    assert policies.can_see_reads(acting_as(role), ORGANISATION) == (role == Role.ADMINISTRATOR)
    assert policies.can_choose_audiences(acting_as(role), ORGANISATION) == (role in ALL_SEEING)
    assert policies.can_see_reads(acting_as(Role.ORGANISATION, "edit"), ORGANISATION)
    assert not policies.can_see_reads(acting_as(Role.ORGANISATION, "read"), ORGANISATION)


def regional(region: str) -> Viewer:
    capacity = Capacity("key", Role.REGIONAL_REPRESENTATIVE, "", region_code=region)
    return Viewer(person_id=uuid4(), capacity=capacity, capacities=(capacity,))


AFRICAN = Organisation(id=uuid4(), listing=Listing.UNLISTED, region_code="africa")


def decides(viewer: Viewer, field: str, *, regions_decide: bool = False, proposed_by: object = None) -> bool:
    proposal = Proposal(field=field, proposed_by=proposed_by or uuid4())
    return policies.can_decide(viewer, AFRICAN, proposal, regions_decide=regions_decide)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REGIONAL_REPRESENTATIVE])
def test_the_secretariats_membership_staff_decides(role: Role) -> None:
    viewer = acting_as(role, "edit", organisation=AFRICAN)

    assert decides(viewer, "name") == (role in ALL_SEEING)
    assert policies.can_change_identity(viewer, AFRICAN) == (role in ALL_SEEING)
    assert policies.can_propose(viewer, AFRICAN) == (role == Role.ORGANISATION)
    assert policies.can_see_identity(viewer, AFRICAN) == (role in ALL_SEEING | {Role.ORGANISATION})


def test_representatives_decide_on_membership_in_their_region_if_they_may_at_all() -> None:
    own, other = regional("africa"), regional("europe")

    for field in ("category", "sex_worker_led"):
        assert decides(own, field, regions_decide=True)
        assert not decides(own, field)
        assert not decides(other, field, regions_decide=True)
    for field in ("name", "country_code", "region_code"):
        assert not decides(own, field, regions_decide=True)
    assert policies.can_see_identity(own, AFRICAN)
    assert not policies.can_see_identity(other, AFRICAN)


def test_nobody_decides_on_what_they_proposed_or_where_they_hold_a_mandate() -> None:
    staff, mandate = acting_as(Role.MEMBERSHIP), acting_as(Role.ORGANISATION, "read", organisation=AFRICAN)
    both = replace(staff, capacities=(*staff.capacities, *mandate.capacities))

    assert not decides(staff, "name", proposed_by=staff.person_id)
    assert not decides(both, "name")
    assert not policies.can_change_identity(both, AFRICAN)
    assert policies.can_propose(both, AFRICAN)


def test_a_proposal_is_taken_back_by_the_proposer_or_an_editor() -> None:
    editor, staff = acting_as(Role.ORGANISATION, "edit", organisation=AFRICAN), acting_as(Role.MEMBERSHIP)
    proposal = Proposal(field="name", proposed_by=uuid4())

    assert policies.can_withdraw(editor, AFRICAN, proposal)
    assert not policies.can_withdraw(staff, AFRICAN, proposal)
    assert policies.can_withdraw(staff, AFRICAN, Proposal(field="name", proposed_by=staff.person_id))


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
