import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from nswp_members.organisations.fields import checked_web_address, language_label
from nswp_members.organisations.step_forms import NamesForm, ReachForm, StepForm, WorkForm


def form(kind: type[StepForm], **values: str) -> StepForm:
    return kind(MultiDict({"version": "1", **values}))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("example.org", "https://example.org"), ("HTTP://Example.org/A", "http://example.org/A"), ("", "")],
)
def test_a_web_address_gets_its_scheme(typed: str, kept: str) -> None:
    assert checked_web_address(typed) == kept


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://example.org", "nothing", "https://a@b.example"])
def test_anything_but_a_web_address_is_refused(app: Flask, typed: str) -> None:
    with pytest.raises(ValidationError):
        checked_web_address(typed)


def test_languages_are_read_by_name_in_any_language(app: Flask) -> None:
    with app.test_request_context():
        sent = form(WorkForm, languages="English, русский，中文; sw")

        assert sent.validate()
        assert sent.values()["languages"] == ["en", "ru", "zh", "sw"]


def test_an_unknown_language_is_named(app: Flask) -> None:
    with app.test_request_context():
        sent = form(WorkForm, languages="English, Klingonish")

        assert not sent.validate()
        assert "Klingonish" in str(sent["languages"].errors[0])


def test_a_language_is_shown_so_that_it_can_be_read_back(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        assert language_label("ru") == "russe"
        assert language_label("xx") == "xx"


def test_former_names_take_partial_dates_and_drop_empty_rows(app: Flask) -> None:
    with app.test_request_context():
        sent = form(
            NamesForm,
            **{
                "former_names-0-name": "Old",
                "former_names-0-used_from": "",
                "former_names-0-used_until": "Sept 2021",
                "former_names-1-name": "",
            },
        )

        assert sent.validate()
        former = sent.values()["former_names"]
        assert [(one.name, one.used_from, one.used_until) for one in former] == [("Old", None, "2021-09")]


@pytest.mark.parametrize("date", ["someday", "2999", "2021-02-30"])
def test_an_impossible_or_future_date_is_refused(app: Flask, date: str) -> None:
    with app.test_request_context():
        sent = form(NamesForm, **{"former_names-0-name": "Old", "former_names-0-used_until": date})

        assert not sent.validate()


def test_links_are_checked_one_by_one(app: Flask) -> None:
    with app.test_request_context():
        good, bad = (
            form(ReachForm, links="a.example.org\nb.example.org\n"),
            form(ReachForm, links="a.example.org\njavascript:x"),
        )

        assert good.validate()
        assert good.values()["links"] == ["https://a.example.org", "https://b.example.org"]
        assert not bad.validate()
