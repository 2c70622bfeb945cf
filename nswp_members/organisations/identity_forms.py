"""Forms to ask for another name, place or membership, and to decide what was asked for."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.text import fold
from nswp_members.organisations.category_words import category_choices
from nswp_members.organisations.labels import FIELD_LABELS, NO, YES
from nswp_members.organisations.models import IdentityField, IdentityValue
from nswp_members.regions import geography

LONGEST = 1000
ANSWERS = {"yes": True, "no": False}
CHOOSE = _l("Choose one.")


def text_of(value: IdentityValue) -> str:
    """Return a value as a form sends it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or ""


def value_of(field: IdentityField, text: str) -> IdentityValue:
    """Return the value that a form has sent for this field; None for nothing."""
    return ANSWERS.get(text) if field == IdentityField.SEX_WORKER_LED else text or None


class IdentityForm(Form):
    """Another value, and why."""

    value: Any
    reason = TextAreaField(_l("Why?"), validators=[DataRequired(_l("Say why.")), Length(max=LONGEST)])


class NameForm(IdentityForm):
    """Another name."""

    value = StringField(
        FIELD_LABELS["name"],
        validators=[DataRequired(_l("Enter the organisation's name.")), Length(max=200)],
        description=_l("In its own script. The present name is kept among the former names."),
    )

    def validate_value(self, field: StringField) -> None:
        """Refuse a name that nothing could be found by."""
        if not any(sign.isalnum() for sign in fold(field.data or "")):
            raise ValidationError(_l("A name needs at least one letter or digit."))


class PlaceForm(IdentityForm):
    """Another country, or another region."""

    value = SelectField(_l("Place"), validators=[InputRequired(CHOOSE)])

    def offer(self, field: IdentityField) -> None:
        """Offer all countries, or the five regions."""
        language = current_locale().language
        names = (
            {code: geography.country_name(code, language) for code in geography.countries()}
            if field == IdentityField.COUNTRY
            else {one.value: geography.region_name(one, language) for one in geography.Region}
        )
        self.value.label.text = FIELD_LABELS[field]
        self.value.choices = choices(_sorted(names.items()) if field == IdentityField.COUNTRY else names.items())


class CategoryForm(IdentityForm):
    """Another category of membership."""

    value = RadioField(FIELD_LABELS["category"], validators=[InputRequired(CHOOSE)])

    def offer(self, present: str) -> None:
        """Offer the categories that are given today, and the one that is held."""
        self.value.choices = choices(category_choices(today(), besides=present))


class LedForm(IdentityForm):
    """Whether sex workers lead the organisation."""

    value = RadioField(
        FIELD_LABELS["sex_worker_led"],
        choices=choices([("yes", YES), ("no", NO)]),
        validators=[InputRequired(CHOOSE)],
    )


FORMS: dict[IdentityField, type[IdentityForm]] = {
    IdentityField.NAME: NameForm,
    IdentityField.COUNTRY: PlaceForm,
    IdentityField.REGION: PlaceForm,
    IdentityField.CATEGORY: CategoryForm,
    IdentityField.SEX_WORKER_LED: LedForm,
}


def identity_form(field: IdentityField, value: IdentityValue) -> IdentityForm:
    """Return the form for a field, filled with what is published."""
    form = FORMS[field](value=text_of(value))
    if isinstance(form, PlaceForm):
        form.offer(field)
    elif isinstance(form, CategoryForm):
        form.offer(text_of(value))
    return form


class ApproveForm(Form):
    """A button that approves what was seen; a region from a day on."""

    seen = HiddenField()
    valid_from = DateField(_l("From"), validators=[InputRequired(_l("Enter the first day."))])


class RefuseForm(Form):
    """Why not."""

    reason = TextAreaField(_l("Why not?"), validators=[DataRequired(_l("Say why.")), Length(max=LONGEST)])


class AnswerForm(Form):
    """Something to say."""

    text = TextAreaField(_l("Your message"), validators=[DataRequired(_l("Write something.")), Length(max=LONGEST)])


class ProposalsForm(Form):
    """Which proposals to list; sent by GET."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    field = SelectField(_l("What"))
    region = SelectField(_l("Region"))

    def offer(self) -> None:
        """Offer the fields and the regions."""
        language = current_locale().language
        self.field.choices = choices([(one.value, FIELD_LABELS[one]) for one in IdentityField], _l("Anything"))
        regions = [(one.value, geography.region_name(one, language)) for one in geography.Region]
        self.region.choices = choices(regions, _l("Any region"))


def _sorted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda one: one[1])
