"""Files of a demonstration."""

from nswp_members.core.documents import accepted
from nswp_members.demo.sheets import empty_sheet


def test_a_sheet_is_taken_where_people_hand_in_files():
    assert accepted(empty_sheet()).extension == "pdf"
