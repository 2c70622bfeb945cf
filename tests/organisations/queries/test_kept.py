from flask import Flask

from nswp_members.organisations.queries.kept import MOST, Kept, _kept
from tests.factories import make_organisation


def counted(key: object, results: list[int]) -> int:
    return Kept().get(key, lambda: results.pop(0))


def test_numbers_are_kept_for_one_key_while_nothing_changes(app: Flask) -> None:
    assert counted("first", [1, 2]) == 1
    assert counted("first", [3]) == 1
    assert counted("second", [4]) == 4


def test_whoever_has_written_counts_anew(app: Flask) -> None:
    assert counted("third", [1]) == 1
    make_organisation()

    assert counted("third", [2]) == 2
    assert counted("third", [3]) == 3


def test_little_is_kept(app: Flask) -> None:
    for number in range(MOST + 5):
        counted(("many", number), [number])

    assert len(_kept) == MOST
