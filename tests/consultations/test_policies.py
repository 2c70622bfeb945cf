"""Who plans consultations and who answers them."""

import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.consultations import policies
from nswp_members.organisations.models import Listing
from tests.consultations.conftest import Make
from tests.factories import make_mandate, make_organisation, make_person, make_role, viewer_of

pytestmark = pytest.mark.usefixtures("hints", "organisation")


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_know_of_all_members_manage(app: object, role: Role) -> None:
    if role == Role.ORGANISATION:
        return
    network = make_organisation() if role == Role.NETWORK_VERIFIER else None
    viewer = viewer_of(make_role(role, network=network))

    assert policies.can_manage(viewer) == (role in (Role.MEMBERSHIP, Role.ADMINISTRATOR))


@pytest.mark.parametrize("function", ["read", "edit", "endorse", "vote", "report", "consult"])
def test_answering_takes_a_mandate_of_its_own(make: Make, function: str) -> None:
    consultation = make(individual_comments=True)
    viewer = viewer_of(make_mandate(make_organisation(), function))

    assert policies.belongs_to_asked(viewer, consultation)
    assert policies.can_comment(viewer, consultation)
    assert policies.can_answer(viewer, consultation) == (function == "consult")


def test_whoever_is_not_asked_does_not_answer(make: Make) -> None:
    consultation = make(audience={"regions": ["africa"], "countries": ["KE", "TZ"]}, individual_comments=True)
    asked = make_mandate(make_organisation(country="TZ"), "consult")
    elsewhere = make_mandate(make_organisation(country="SN"), "consult")
    left = make_mandate(make_organisation(country="KE", listing=Listing.WITHDRAWN), "consult")
    nobody = make_person()

    assert policies.can_answer(viewer_of(asked), consultation)
    for person in (elsewhere, left, nobody, make_role(Role.MEMBERSHIP)):
        assert not policies.can_answer(viewer_of(person), consultation)
        assert not policies.can_comment(viewer_of(person), consultation)


def test_comments_are_made_only_where_they_are_wished(make: Make) -> None:
    viewer = viewer_of(make_mandate(make_organisation(), "read"))

    assert not policies.can_comment(viewer, make())


def test_a_hidden_organisation_is_asked_as_well(make: Make) -> None:
    viewer = viewer_of(make_mandate(make_organisation(listing=Listing.HIDDEN), "consult"))

    assert policies.can_answer(viewer, make())
