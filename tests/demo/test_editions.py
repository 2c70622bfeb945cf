"""The invented editions of a demonstration."""

from nswp_members.core.documents import accepted
from nswp_members.demo.editions import PDF


def test_the_file_of_an_edition_is_one_that_is_taken() -> None:
    assert accepted(PDF).extension == "pdf"
