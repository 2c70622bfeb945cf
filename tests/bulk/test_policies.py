"""Who may change many at once."""

from flask import Flask

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.bulk import policies
from nswp_members.bulk.models import Action
from tests.factories import make_mandate, make_organisation, make_role, viewer_of


def test_only_the_membership_staff_changes_many_and_may_do_all_of_it(app: Flask) -> None:
    staff = viewer_of(make_role(Role.MEMBERSHIP))
    others = [
        ANYONE,
        viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE)),
        viewer_of(make_role(Role.PROGRAMME)),
        viewer_of(make_mandate(make_organisation(), "edit")),
    ]

    assert policies.can_change_many(staff)
    assert policies.possible_actions(staff) == list(Action)
    assert [policies.can_change_many(one) for one in others] == [False] * 4
    assert [policies.possible_actions(one) for one in others] == [[]] * 4
