"""The fields that questions of each kind become."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import Email, Length, Optional, ValidationError
from wtforms.widgets import TextInput

from nswp_members.applications.answer_words import options, words
from nswp_members.applications.models import Question, QuestionKind
from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.organisations.fields import LongTextField, lower
from nswp_members.organisations.forms import NOT_AN_ADDRESS
from nswp_members.organisations.labels import CHANNEL_LABELS
from nswp_members.regions.geography import countries, country_name

MOST_SIGNS, MOST_PEOPLE, MOST_COUNTED = 500, 5, 1_000_000


class Wanted:
    """Marks a field as not optional; what is missing is told on the page before sending, not while saving."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """Let everything pass."""


class PlainForm(Form):
    """A form that proves who sends it by the secret in its address: there is no session to forge a request in."""

    class Meta(Form.Meta):
        """No token."""

        csrf = False


class ChoiceField(RadioField):
    """One of several choices, or none yet."""

    def pre_validate(self, form: Any) -> None:
        """Take nothing as no answer."""
        if self.data not in (None, "", "None"):
            super().pre_validate(form)


class CountryField(SelectField):
    """A country, or none yet."""

    def pre_validate(self, form: Any) -> None:
        """Take nothing as no answer."""
        if self.data not in (None, "", "None"):
            super().pre_validate(form)


class CountField(IntegerField):
    """A number of people."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a whole number, with spaces or without; an empty one is no answer."""
        text = "".join(valuelist[:1]).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        self.data = None
        if not text:
            return
        if not (text.isdecimal() and int(text) <= MOST_COUNTED):
            raise ValueError(_l("Write a whole number, for example 12. An estimate is fine."))
        self.data = int(text)


class NumberPairForm(PlainForm):
    """How many people there are, and how many of them are sex workers."""

    total = CountField(_l("All together"), validators=[Wanted()], render_kw={"inputmode": "numeric"})
    sex_workers = CountField(_l("Of them sex workers"), validators=[Wanted()], render_kw={"inputmode": "numeric"})

    def validate_sex_workers(self, field: CountField) -> None:
        """Refuse more sex workers than people."""
        if field.data is not None and self.total.data is not None and field.data > self.total.data:
            raise ValidationError(_l("This cannot be more than the number of all people."))


class PersonForm(PlainForm):
    """Somebody who is named in an application; what else is asked of them depends on the question."""

    name = StringField(_l("Name"), validators=[Wanted(), Length(max=100)])
    email = EmailField(
        _l("E-mail address"),
        validators=[Wanted(), Optional(), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
    )


def field_for(question: Question, locale: str) -> Any:
    """Return the unbound field of a question."""
    kind = QuestionKind(question.kind)
    wanted: list[Any] = [Wanted()] if question.is_required or question.required_if else []
    common = {"label": words(question.labels, locale), "description": words(question.help, locale)}
    length = Length(max=question.most or MOST_SIGNS)
    match kind:
        case QuestionKind.LONG_TEXT:
            return LongTextField(validators=[*wanted, length], **common)
        case QuestionKind.EMAIL:
            checks = [*wanted, Optional(), Email(NOT_AN_ADDRESS), Length(max=254)]
            return EmailField(validators=checks, filters=(lower,), **common)
        case QuestionKind.CHOICE:
            return ChoiceField(choices=choices(options(question, locale)), validators=wanted, **common)
        case QuestionKind.CHOICES:
            return CheckboxesField(choices=choices(options(question, locale)), validators=wanted, **common)
        case QuestionKind.COUNTRY:
            return CountryField(
                choices=choices(_countries(locale), _l("Choose a country")), validators=wanted, **common
            )
        case QuestionKind.NUMBER_PAIR:
            return FormField(NumberPairForm, **common)
        case QuestionKind.FILE:
            return MultipleFileField(validators=wanted, render_kw={"accept": ".pdf,.jpg,.jpeg,.png"}, **common)
        case QuestionKind.PEOPLE:
            most = question.most or MOST_PEOPLE
            return FieldList(FormField(_person_form(question, locale)), min_entries=1, max_entries=most, **common)
        case QuestionKind.DECLARATION:
            return BooleanField(validators=wanted, **common)
        case _:
            return StringField(validators=[*wanted, length], **common)


def _countries(locale: str) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code, locale)) for code in countries()), key=lambda pair: pair[1])


def _person_form(question: Question, locale: str) -> type[PersonForm]:
    """Return the form of one person with the parts that this question asks for."""
    parts = {one["code"]: _part(one["code"], words(one["labels"], locale), locale) for one in question.options}
    return type("QuestionPersonForm", (PersonForm,), parts)


def _part(code: str, label: str, locale: str) -> Any:
    if code == "locale":
        return SelectField(label, choices=choices((one, language_name(one)) for one in LANGUAGES), default=locale)
    if code == "safe_channel":
        return SelectField(label, choices=choices(CHANNEL_LABELS.items(), _l("Not said")))
    return StringField(label, validators=[Length(max=200)])


def plain(question: Question, field: Any) -> Any:
    """Return the answer in a field as it is stored; None where there is none."""
    if question.kind == QuestionKind.NUMBER_PAIR:
        pair = {"sex_workers": field.form.sex_workers.data, "total": field.form.total.data}
        return None if set(pair.values()) == {None} else pair
    if question.kind == QuestionKind.PEOPLE:
        return [one for one in map(_person, field.data) if any(one[key] for key in one if key != "locale")] or None
    return None if field.data == "None" else field.data or None


def _person(row: dict[str, Any]) -> dict[str, str]:
    return {key: value or "" for key, value in row.items()}
