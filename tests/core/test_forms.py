import pytest
from wtforms import EmailField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired

from nswp_members.core.errors import DomainError
from nswp_members.core.forms import CheckboxesField, Form, choices


class SomeForm(Form):
    """Fields of each kind."""

    name = StringField("Name", validators=[DataRequired("Enter a name.")])
    email = EmailField("Address")
    secret = PasswordField("Password")
    code = StringField("Code", filters=(lambda text: text and text.upper(),))
    story = TextAreaField("Story")
    colours = CheckboxesField("Colours", choices=choices([("r", "Red"), ("b", "Blue")]))


class NameTaken(DomainError):
    """A rule for these tests."""

    field = "name"
    message = "Taken."


def filled(app, **data):
    """Return the form as sent with these values."""
    with app.test_request_context(method="POST", data={"name": "A", **data}):
        form = SomeForm()
        form.submitted()
        return form


def test_a_field_keeps_its_own_filter_as_well(app):
    assert filled(app, code=" a  b ").code.data == "A B"


def test_short_texts_are_tidied_and_others_stay_as_typed(app):
    form = filled(app, name=" A\u200b  b\x00 ", email=" a@example.org\n", secret="  two  spaces ", story="a\n\n b ")

    assert form.name.data == "A b"
    assert form.email.data == "a@example.org"
    assert form.secret.data == "  two  spaces "
    assert form.story.data == "a\n\n b "


def test_white_space_alone_is_nothing(app):
    assert filled(app, name=" \u00a0\u200b ").name.errors == ["Enter a name."]


def test_a_form_that_was_not_sent_has_no_errors(app):
    with app.test_request_context():
        form = SomeForm()

        assert not form.submitted()
        assert form.errors == {}


def test_several_choices_are_taken_and_made_up_ones_refused(app):
    assert filled(app, colours=["r", "b"]).colours.data == ["r", "b"]
    assert filled(app, colours=["r", "x"]).colours.errors


def test_a_broken_rule_is_shown_at_its_field_or_at_the_top(app):
    form = filled(app)

    form.refuse(NameTaken())
    form.refuse(DomainError("Not today."))

    assert form.name.errors == ["Taken."]
    assert form.form_errors == ["Not today."]
    assert form.errors == {"name": ["Taken."], "": ["Not today."]}


@pytest.mark.parametrize(("blank", "values"), [(None, ["r"]), ("–", ["", "r"])])
def test_choices_may_begin_with_an_empty_one(blank, values):
    assert [one.value for one in choices([("r", "Red")], blank=blank)] == values
