"""The forms of the steps in which a profile is edited; each holds only the fields that its viewer may see."""

from typing import Any, ClassVar, TypeVar

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    EmailField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.organisations import steps
from nswp_members.organisations.fields import (
    LanguagesField,
    LinesField,
    LongTextField,
    PartialDateField,
    WebAddressesField,
    WebAddressField,
    lower,
)
from nswp_members.organisations.forms import NOT_AN_ADDRESS
from nswp_members.organisations.labels import (
    AREA_LABELS,
    KIND_LABELS,
    POPULATION_LABELS,
    REGISTRATION_LABELS,
    TEXT_LABELS,
)
from nswp_members.organisations.queries.profiles import TEXT_FIELDS
from nswp_members.organisations.services import FormerNameValue
from nswp_members.organisations.visibility import Profile

MAX_FORMER_NAMES = 20
MAX_TEXT = 10_000
AnyStep = TypeVar("AnyStep", bound="StepForm")


class StepForm(Form):
    """One step of the profile, which knows the version it was made from and what stood in it then."""

    step: ClassVar[str]

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    base = HiddenField()

    @classmethod
    def stored(cls: type[AnyStep], profile: Profile) -> AnyStep:
        """Return the form as it stands."""
        names = [name for name in steps.STEP_FIELDS[cls.step] if name in profile]
        form = cls(formdata=None, version=profile["version"], **{name: _shown(name, profile[name]) for name in names})
        return form.only_for(profile)

    @classmethod
    def sent(cls: type[AnyStep], profile: Profile, pairs: MultiDict[str, str]) -> AnyStep:
        """Return the form as somebody filled it in."""
        return cls(pairs).only_for(profile)

    def only_for(self: AnyStep, profile: Profile) -> AnyStep:
        """Take out what the viewer of this profile may not see, so that they cannot overwrite it either."""
        for name in steps.STEP_FIELDS[self.step]:
            if name in self and name not in profile:
                del self[name]
        return self

    def values(self) -> dict[str, Any]:
        """Return the content as plain values, by field."""
        return {name: _plain(self[name]) for name in steps.STEP_FIELDS[self.step] if name in self}


class FormerNameForm(Form):
    """A name that was borne before."""

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    name = StringField(_l("Former name"), validators=[Length(max=200)])
    used_from = PartialDateField(_l("From"))
    used_until = PartialDateField(_l("Until"))


class NamesForm(StepForm):
    """The names beside the present one."""

    step = steps.NAMES

    acronym = StringField(_l("Acronym"), validators=[Length(max=30)])
    transliteration = StringField(
        _l("Name in Latin letters"),
        validators=[Length(max=200)],
        description=_l("Only if the name is written in another script."),
    )
    former_names = FieldList(FormField(FormerNameForm), _l("Former names"), max_entries=MAX_FORMER_NAMES)

    def only_for(self, profile: Profile) -> "NamesForm":
        """Offer an empty row for a former name as well."""
        form = super().only_for(profile)
        rows = form.former_names.entries if "former_names" in form else None
        if rows is not None and len(rows) < MAX_FORMER_NAMES and (not rows or rows[-1].data.get("name")):
            form.former_names.append_entry()
        return form


class AboutForm(StepForm):
    """What sort of organisation it is."""

    step = steps.ABOUT

    kind = SelectField(_l("Kind"), choices=choices(KIND_LABELS.items(), _l("Not given")))
    registration = RadioField(_l("Registration"), choices=choices(REGISTRATION_LABELS.items(), _l("Not given")))
    host_name = StringField(
        _l("Host organisation"),
        validators=[Length(max=200)],
        description=_l("Only for a group hosted by another organisation."),
    )

    def validate_host_name(self, field: StringField) -> None:
        """Drop the host of an organisation that has none."""
        if "registration" in self and self.registration.data != "hosted":
            field.data = ""


class WorkForm(StepForm):
    """What it works on, with whom and in which languages."""

    step = steps.WORK

    languages = LanguagesField(
        _l("Working languages"),
        description=_l("Names or codes, with commas between them: English, Swahili, Русский."),
    )
    populations = CheckboxesField(_l("Works with"), choices=choices(POPULATION_LABELS.items()))
    priority_areas = CheckboxesField(_l("Priority areas"), choices=choices(AREA_LABELS.items()), coerce=int)


class ReachForm(StepForm):
    """Where it can be found."""

    step = steps.REACH

    website = WebAddressField(_l("Website"), validators=[Length(max=300)])
    links = WebAddressesField(_l("Other links"), validators=[Length(max=3000)], description=_l("One on each line."))
    public_email = EmailField(
        _l("Public e-mail address"),
        validators=[Optional(), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
        description=_l("Everybody can read it once the organisation is listed."),
    )
    city = StringField(
        _l("City"),
        validators=[Length(max=100)],
        description=_l("Never public: the secretariat and the region's representatives see it."),
    )


class TextsForm(StepForm):
    """What an organisation says of itself in one language."""

    step = steps.TEXTS

    people = LongTextField(TEXT_LABELS["people"], validators=[Length(max=MAX_TEXT)])
    involvement = LongTextField(TEXT_LABELS["involvement"], validators=[Length(max=MAX_TEXT)])
    challenges = LongTextField(TEXT_LABELS["challenges"], validators=[Length(max=MAX_TEXT)])
    other_work = LongTextField(TEXT_LABELS["other_work"], validators=[Length(max=MAX_TEXT)])

    @classmethod
    def stored_in(cls, profile: Profile, locale: str) -> "TextsForm":
        """Return the form with the texts that there are in a language."""
        text = next((one for one in profile["texts"] if one.locale == locale), None)
        words = {name: getattr(text, name, "") for name in TEXT_FIELDS}
        return cls(formdata=None, version=profile["version"], **words)

    def values(self) -> dict[str, str]:
        """Return the content as plain values."""
        return {name: self[name].data or "" for name in TEXT_FIELDS}


FORMS: dict[str, type[StepForm]] = {form.step: form for form in (NamesForm, AboutForm, WorkForm, ReachForm)}


def _shown(name: str, value: Any) -> Any:
    """Return what a field shows for a stored value."""
    if name == "former_names":
        return [
            {"name": one.name, "used_from": one.used_from or "", "used_until": one.used_until or ""} for one in value
        ]
    if name == "links":
        return "\n".join(value)
    return LanguagesField.shown(value) if name == "languages" else value or ""


def _plain(field: Field) -> Any:
    """Return what is stored for a field."""
    if isinstance(field, FieldList):
        rows = [row for row in field.data if row["name"]]
        return [FormerNameValue(row["name"], row["used_from"] or None, row["used_until"] or None) for row in rows]
    if isinstance(field, LanguagesField):
        return field.codes
    if isinstance(field, LinesField):
        return field.items
    if isinstance(field, SelectMultipleField):
        return sorted(field.data or [])
    if isinstance(field, SelectField):
        return field.data or None
    return field.data or ""
