from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.statements.canonical import Paragraph
from nswp_members.statements.differences import Change, Kind, Run, between, runs

OLD = [
    Paragraph("right-1", "right", "Associate", "Workers may associate freely."),
    Paragraph("right-2", "right", "Protection", "The law protects all of us."),
    Paragraph("right-3", "right", "Health", "Health care is for everybody."),
]


def test_words_that_came_and_went_are_told_apart() -> None:
    found = runs("The law protects all of us.", "The law protects each of us.")

    assert found == (
        Run(Kind.SAME, "The law protects "),
        Run(Kind.REMOVED, "all "),
        Run(Kind.ADDED, "each "),
        Run(Kind.SAME, "of us."),
    )


def test_signs_without_spaces_between_words_are_compared_one_by_one() -> None:
    found = runs("性工作者享有健康权。", "性工作者享有迁徙权。")

    assert [one.words for one in found if one.kind is not Kind.SAME] == ["健康", "迁徙"]


def test_a_text_that_is_all_new_is_given_whole() -> None:
    found = runs("One two three four five.", "Something quite different stands here now.")

    assert [one.kind for one in found] == [Kind.REMOVED, Kind.ADDED]


def test_paragraphs_that_came_went_or_moved_are_told_apart() -> None:
    new = [
        Paragraph("right-3", "right", "Health", "Health care is for everybody."),
        Paragraph("right-1", "right", "Associate", "Workers may associate and organise freely."),
        Paragraph("right-4", "right", "Privacy", "Nobody is to be spied on."),
    ]

    found = {one.key: one for one in between(OLD, new)}

    assert {key: one.kind for key, one in found.items()} == {
        "right-1": Kind.CHANGED,
        "right-2": Kind.REMOVED,
        "right-3": Kind.SAME,
        "right-4": Kind.ADDED,
    }
    assert [key for key, one in found.items() if one.moved] in (["right-1"], ["right-3"])
    assert list(found) == ["right-3", "right-1", "right-2", "right-4"]


def test_nothing_differs_between_equal_texts() -> None:
    assert all(one.is_same for one in between(OLD, OLD))


def test_a_very_long_text_is_compared_in_bearable_time() -> None:
    before = "".join(f"人{number % 7}们说。" for number in range(4000))

    found = runs(before, before.replace("6", "8"))

    assert "".join(one.words for one in found if one.kind is not Kind.ADDED) == before


@given(st.text(), st.text())
def test_both_texts_can_be_read_off_their_difference(before: str, after: str) -> None:
    found = runs(before, after)

    assert "".join(one.words for one in found if one.kind is not Kind.ADDED) == before
    assert "".join(one.words for one in found if one.kind is not Kind.REMOVED) == after


def shown(app: Flask, changes: list[Change]) -> str:
    macro = app.jinja_env.get_template("statements/_difference.html").make_module(app.jinja_env.globals)
    with app.test_request_context(), force_locale("en"):
        return str(macro.difference(changes))  # type: ignore[attr-defined]


def test_a_difference_is_told_without_colour(app: Flask) -> None:
    new = [*OLD[:1], Paragraph("right-2", "right", "Protection", "The law protects <each> of us."), OLD[2]]

    page = shown(app, between(OLD, new))

    assert "Words changed" in page
    assert "[removed:" in page
    assert '<span class="run-sign" aria-hidden="true">+</span>' in page
    assert "&lt;each&gt; " in page
    assert "2 paragraphs stay as they were." in page
    assert "Nothing differs." in shown(app, between(OLD, OLD))
