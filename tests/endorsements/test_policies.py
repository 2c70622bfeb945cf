import pytest

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.endorsements import policies
from nswp_members.organisations.models import Listing, Organisation
from tests.endorsements.conftest import STAFF, acting_for, representative
from tests.factories import an_id

OTHERS = [role for role in Role if role not in (Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.ORGANISATION)]


def make(listing: Listing = Listing.UNLISTED) -> Organisation:
    return Organisation(id=an_id(), region_code="africa", listing=listing)


def holder(role: Role, region: str | None = None) -> Viewer:
    return Viewer(person_id=an_id(), capacity=Capacity("key", role, "label", region_code=region))


def test_only_a_mandate_to_endorse_for_this_organisation_lets_endorse() -> None:
    organisation = make()

    assert policies.can_endorse(acting_for(organisation, "read", "endorse"), organisation)
    assert not policies.can_endorse(acting_for(organisation, "read", "edit"), organisation)
    assert not policies.can_endorse(acting_for(make(), "endorse"), organisation)
    assert not policies.can_endorse(STAFF, organisation)
    assert not policies.can_endorse(ANYONE, organisation)


def test_only_the_present_capacity_counts() -> None:
    organisation = make()
    mandated = acting_for(organisation, "endorse")
    person = Viewer(person_id=an_id(), capacity=STAFF.capacity, capacities=mandated.capacities)

    assert not policies.can_endorse(person, organisation)
    assert policies.can_endorse_in_another_capacity(person, organisation.id)
    assert not policies.can_endorse_in_another_capacity(person, an_id())


def test_the_organisation_itself_the_secretariat_and_its_representatives_know_of_an_endorsement() -> None:
    organisation = make()

    assert policies.can_see_endorsement(acting_for(organisation, "read"), organisation)
    assert policies.can_see_endorsement(STAFF, organisation)
    assert policies.can_see_endorsement(representative("africa"), organisation)


@pytest.mark.parametrize("role", [role for role in OTHERS if role != Role.REGIONAL_REPRESENTATIVE])
def test_nobody_else_knows_of_an_endorsement_even_of_a_listed_organisation(role: Role) -> None:
    organisation = make(Listing.LISTED)

    assert not policies.can_see_endorsement(holder(role, "africa"), organisation)
    assert not policies.can_see_endorsement(acting_for(make(), "read", "endorse"), organisation)
    assert not policies.can_see_endorsement(ANYONE, organisation)


def test_a_representative_knows_neither_of_other_regions_nor_of_hidden_organisations() -> None:
    assert not policies.can_see_endorsement(representative("europe"), make(Listing.LISTED))
    assert not policies.can_see_endorsement(representative("africa"), make(Listing.HIDDEN))


def test_only_the_organisation_and_the_secretariat_know_who_signed() -> None:
    organisation = make()

    assert policies.can_see_signatory(acting_for(organisation, "read"), organisation)
    assert policies.can_see_signatory(STAFF, organisation)
    assert not policies.can_see_signatory(representative("africa"), organisation)


@pytest.mark.parametrize("role", OTHERS)
def test_only_membership_staff_and_administrators_ask(role: Role) -> None:
    assert not policies.can_ask(holder(role))
    assert policies.can_ask(holder(Role.MEMBERSHIP))
    assert policies.can_ask(holder(Role.ADMINISTRATOR))


def test_exact_coverage_is_for_membership_staff_and_representatives() -> None:
    allowed = {role for role in Role if policies.can_see_missing(holder(role))}

    assert allowed == {Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.REGIONAL_REPRESENTATIVE}


def test_members_verifiers_correspondents_and_the_president_see_no_coverage_at_all() -> None:
    refused = {role for role in Role if not policies.can_see_coverage(holder(role))}

    assert refused == {Role.ORGANISATION, Role.NETWORK_VERIFIER, Role.CORRESPONDENT, Role.PRESIDENT}
