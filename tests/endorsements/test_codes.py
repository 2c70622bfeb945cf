"""Codes of certificates."""

import pytest

from nswp_members.endorsements.codes import ALPHABET, code_hash, new_code


def test_a_code_is_long_and_has_no_signs_that_are_mistaken_for_each_other() -> None:
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code.replace("-", "")) == 25 for code in codes)
    assert not set("01IOLU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["abcde-23456", "ABCDE 23456", " abcde23456 ", "a b c d e-2-3-4-5-6"])
def test_a_code_may_be_typed_loosely(typed: str) -> None:
    assert code_hash(typed) == code_hash("ABCDE-23456")
