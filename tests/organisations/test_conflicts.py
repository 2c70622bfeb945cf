from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

from nswp_members.organisations import conflicts
from nswp_members.organisations.step_forms import NamesForm, TextsForm


def stored(**words: str) -> TextsForm:
    form = TextsForm(formdata=None, version=1, **words)
    conflicts.remember(form)
    return form


def sent(before: TextsForm, **words: str) -> TextsForm:
    values: dict[str, Any] = {**before.values(), **words, "version": "1", "base": before.base.data}
    return TextsForm(MultiDict(values))


def test_a_field_only_one_side_touched_keeps_that_change(app: Flask) -> None:
    with app.test_request_context():
        before = stored(people="a", involvement="b")
        mine = sent(before, people="mine")
        theirs = stored(people="a", involvement="theirs")

        merge = conflicts.merge(mine, theirs)

    assert merge.clashes == ()
    assert {name: value for name, value in merge.values if value} == {"people": "mine", "involvement": "theirs"}


def test_a_field_both_touched_is_a_clash_and_carries_mine(app: Flask) -> None:
    with app.test_request_context():
        mine = sent(stored(people="a"), people="mine\nlonger")

        merge = conflicts.merge(mine, stored(people="theirs"))

    clash = merge.clashes[0]
    assert (clash.field, clash.mine, clash.theirs) == ("people", ("mine", "longer"), ("theirs",))
    assert {name: value for name, value in merge.values if value} == {"people": "mine\nlonger"}


def test_the_same_change_on_both_sides_is_no_clash(app: Flask) -> None:
    with app.test_request_context():
        mine = sent(stored(people="a"), people="new")

        assert conflicts.merge(mine, stored(people="new")).clashes == ()


def test_without_a_base_every_difference_is_a_clash(app: Flask) -> None:
    with app.test_request_context():
        mine = TextsForm(MultiDict({"people": "mine", "version": "1", "base": "nonsense"}))

        merge = conflicts.merge(mine, stored(people="theirs", involvement="theirs"))

    assert [one.field for one in merge.clashes] == ["people", "involvement"]


def test_keeping_theirs_takes_what_is_stored(app: Flask) -> None:
    with app.test_request_context():
        choice = MultiDict({"people": "mine", "involvement": "mine", "keep-people": "theirs", "version": "2"})

        values = conflicts.resolved(choice, stored(people="theirs", involvement="theirs"))

    assert values.to_dict() == {"involvement": "mine", "version": "2", "people": "theirs"}


def test_a_base_that_is_nested_beyond_measure_counts_as_none(app: Flask) -> None:
    with app.test_request_context():
        mine = TextsForm(MultiDict({"people": "mine", "version": "1", "base": "[" * 100_000}))

        merge = conflicts.merge(mine, stored(people="theirs"))

    assert [one.field for one in merge.clashes] == ["people"]


def test_former_names_are_the_same_in_any_order_and_with_empty_rows(app: Flask) -> None:
    with app.test_request_context():
        one = NamesForm(MultiDict({"former_names-0-name": "A", "former_names-1-name": "", "former_names-2-name": "B"}))
        other = NamesForm(MultiDict({"former_names-0-name": "B", "former_names-1-name": "A"}))
        third = NamesForm(MultiDict({"former_names-0-name": "B"}))

        assert conflicts.same(one, other)
        assert not conflicts.same(one, third)
