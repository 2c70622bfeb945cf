from nswp_members.accounts.viewers import ANYONE, Viewer
from nswp_members.dashboard.policies import can_have_a_home
from tests.factories import an_id


def test_everybody_signed_in_has_a_home():
    assert can_have_a_home(Viewer(person_id=an_id()))
    assert not can_have_a_home(ANYONE)
