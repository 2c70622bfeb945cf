import re

import pytest
from flask import current_app

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.dashboard.navigation import navigation, page_context
from tests.factories import an_id, make_mandate, make_organisation, make_role, sign_in


def labels(viewer: Viewer) -> list[str]:
    with current_app.test_request_context("/dashboard"):
        current_app.preprocess_request()
        return [str(link.label) for link in navigation(viewer)]


def viewer_as(role: Role) -> Viewer:
    capacity = Capacity("k", role, "label", region_code="africa", organisation_id=an_id())
    return Viewer(person_id=an_id(), capacity=capacity, capacities=(capacity,))


def test_visitors_are_offered_what_is_public(app):
    assert labels(ANYONE) == ["Members", "Statement", "Become a member"]


def test_administrators_are_offered_people_and_the_trail(app):
    assert {"Organisations", "Endorsements", "Imports", "Notices", "People", "Audit"} <= set(
        labels(viewer_as(Role.ADMINISTRATOR))
    )
    assert not {"People", "Audit"} & set(labels(viewer_as(Role.MEMBERSHIP)))


def test_members_are_offered_their_own_profile(app):
    assert labels(viewer_as(Role.ORGANISATION)) == [
        "Dashboard",
        "Our profile",
        "Members",
        "Networks",
        "Statement",
        "Consultations",
    ]


def test_somebody_without_a_capacity_has_a_dashboard(app):
    assert labels(Viewer(person_id=an_id())) == ["Dashboard", "Members", "Statement", "Become a member"]


@pytest.mark.parametrize("role", Role)
def test_every_link_offered_can_be_followed(client, role):
    person = (
        make_mandate(make_organisation(), "read")
        if role == Role.ORGANISATION
        else make_role(role, region="africa", network=make_organisation())
    )
    sign_in(client, person)
    header = client.get("/dashboard").text.partition("<nav")[2].partition("</nav>")[0]

    links = re.findall(r'href="([^"]+)"', header)

    assert len(links) >= 3
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_present_page_is_marked(client):
    assert re.search(r'href="/members" aria-current="page"', client.get("/members").text)


def test_letters_written_outside_a_request_need_no_navigation(app):
    assert page_context() == {}
