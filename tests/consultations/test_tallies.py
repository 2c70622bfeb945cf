"""What is shown of numbers to those who may not see the answers."""

from typing import Any

from nswp_members.consultations.models import ConsultationQuestion
from nswp_members.consultations.tallies import Tally, exact, frozen, tally_of_answers, tally_of_stances

K = 5


def question(kind: str, **values: Any) -> ConsultationQuestion:
    return ConsultationQuestion(type=kind, key="q", labels={}, options=values.pop("options", []), **values)


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "labels": {}} for code in codes]


def test_small_numbers_take_others_with_them() -> None:
    tally = tally_of_stances(["support"] * 50 + ["amend"] * 15 + ["object"] * 7 + ["abstain"] * 3)

    assert frozen(tally, K) == {
        "rows": [["support", 50], ["amend", 15], ["object", None], ["abstain", None]],
        "answered": 75,
        "middle": None,
    }
    assert exact(tally)["rows"][3] == ["abstain", 3]


def test_of_few_answers_nothing_is_shown_and_not_even_their_number() -> None:
    for number in (0, 1, 2 * K - 1):
        shown = frozen(tally_of_stances(["support"] * number), K)

        assert shown["answered"] is None
        assert [value for _code, value in shown["rows"]] == [None] * 4


def test_where_several_can_be_chosen_a_complement_counts_as_small() -> None:
    asked = question("choices", options=options("a", "b", "c"), most=3)
    tally = tally_of_answers(asked, [["a", "b"]] * 8 + [["a"]] * 9 + [["a", "c"]] * 2 + [["b"]])

    shown = frozen(tally, K)

    assert tally.rows == (("a", 19), ("b", 9), ("c", 2))
    assert shown["rows"] == [["a", None], ["b", 9], ["c", None]]
    assert shown["answered"] == 20


def test_one_choice_of_several_boxes_is_suppressed_with_its_sum() -> None:
    asked = question("choices", options=options("a", "b", "c"), most=1)

    shown = frozen(tally_of_answers(asked, [["a"]] * 20 + [["b"]] * 9 + [["c"]]), K)

    assert shown == {"rows": [["a", 20], ["b", None], ["c", None]], "answered": 30, "middle": None}


def test_of_numbers_the_middle_is_shown_if_enough_answered() -> None:
    asked = question("number", least=0, most=500)

    assert frozen(tally_of_answers(asked, [*range(11)]), K) == {"rows": [], "answered": 11, "middle": 5.0}
    assert frozen(tally_of_answers(asked, [*range(9)]), K) == {"rows": [], "answered": None, "middle": None}


def test_scales_texts_and_yes_or_no_are_counted() -> None:
    scale = tally_of_answers(question("scale", least=1, most=3), [1, 3, 3])
    yes_no = tally_of_answers(question("yes-no"), [True, False, True])
    words = tally_of_answers(question("text"), ["a", "b"])

    assert scale.rows == (("1", 1), ("2", 0), ("3", 2))
    assert yes_no.rows == (("yes", 2), ("no", 1))
    assert words == Tally((), 2)
