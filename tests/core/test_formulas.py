"""Formulas in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.core.formulas import neutralise, restore


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|x",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        "\rx",
        " =1",
        "＝1",
        "＋a",
        "－a",
        "＠a",
        "-",
        "+1-2",
        "\ufeff=1",
    ],
)
def test_what_could_run_gets_an_apostrophe(cell: str) -> None:
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["", "House", "+386 181 3863", "+1 (202) 555", "-5", "+3,2", "a=b", "'quoted", "2014-03-05"]
)
def test_the_rest_stays_as_it_is(cell: str) -> None:
    assert neutralise(cell) == cell


@given(st.text())
def test_protection_can_be_taken_off_again(cell: str) -> None:
    assert restore(neutralise(cell)) == cell or cell.startswith("'")
