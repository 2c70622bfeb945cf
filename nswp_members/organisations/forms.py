"""Forms about organisations."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.accounts.forms import PasswordAgainForm
from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.core.text import fold
from nswp_members.organisations.fields import (
    lower,
)
from nswp_members.organisations.labels import (
    BASIS_LABELS,
    CHANNEL_LABELS,
    FUNCTION_LABELS,
    KIND_LABELS,
)
from nswp_members.organisations.models import Channel, Contact

NOT_AN_ADDRESS = _l("This is not an e-mail address. It looks like name@example.org.")
NEWCOMER = "new"
CONTACT_FIELDS = ("name", "function", "email", "phone", "locale", "safe_channel", "safe_note")


class VersionedForm(Form):
    """A form that knows which version of the row it was made from, and what stood in it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    base = HiddenField()


class DirectoryForm(Form):
    """What to look for in a list, beside its facets; sent by GET, so that the address can be shared."""

    class Meta(Form.Meta):
        """Nothing is changed by searching."""

        csrf = False

    q = SearchField(_l("Name"))
    sort = SelectField(_l("Order"))
    no_contact = BooleanField(_l("Without an e-mail contact"))

    def offer_sorts(self, *, by_relevance: bool, by_change: bool) -> None:
        """Offer the orders that make sense; the first is the usual one.

        Its value is empty, so that a first search from the whole list asks for no order and shows the best match first.
        """
        offered = [("", _l("Best match")), ("name", _l("Name"))] if by_relevance else [("", _l("Name"))]
        offered += [("country", _l("Country"))]
        offered += [("changed", _l("Last change"))] if by_change else []
        self.sort.choices = choices(offered)


class NameFields(Form):
    """The name in its own script, in Latin letters, and in short."""

    name = StringField(
        _l("Name, in its own script"),
        validators=[DataRequired(_l("Enter the organisation's name.")), Length(max=200)],
    )
    transliteration = StringField(
        _l("Name in Latin letters"),
        validators=[Length(max=200)],
        description=_l("Only if the name is written in another script."),
    )
    acronym = StringField(_l("Acronym"), validators=[Length(max=30)])

    def validate_name(self, field: StringField) -> None:
        """Refuse a name that nothing could be found by."""
        if not any(sign.isalnum() for sign in fold(field.data or "")):
            raise ValidationError(_l("A name needs at least one letter or digit."))


class NewOrganisationForm(NameFields):
    """What is needed to add an organisation."""

    country_code = SelectField(_l("Country"), validators=[DataRequired(_l("Choose a country."))])
    kind = SelectField(_l("Kind"), choices=choices(KIND_LABELS.items(), _l("Not known")))


class ContactForm(Form):
    """A way to reach an organisation."""

    base = HiddenField()
    name = StringField(_l("Name"), validators=[Length(max=100)])
    function = StringField(_l("What they do there"), validators=[Length(max=100)])
    email = EmailField(
        _l("E-mail address"),
        validators=[Optional(), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
    )
    phone = TelField(_l("Telephone"), validators=[Length(max=50)])
    locale = SelectField(_l("Language for mail"), choices=choices((code, language_name(code)) for code in LANGUAGES))
    safe_channel = RadioField(
        _l("A safe way to reach this person"),
        choices=choices(CHANNEL_LABELS.items(), _l("Nobody has said yet")),
        validators=[Optional()],
        description=_l(
            "Safe even if phones are searched or mail is read. Where belonging to the network is dangerous, we "
            "write only to e-mail addresses that are named as safe here."
        ),
    )
    safe_note = StringField(
        _l("More about the safe way"),
        validators=[Length(max=200)],
        description=_l("For example which app, or at what time of day."),
    )

    @classmethod
    def of(cls, contact: Contact | None) -> "ContactForm":
        """Return the form with what is known of the contact."""
        known = {name: getattr(contact, name) or "" for name in CONTACT_FIELDS} if contact else {"locale": "en"}
        return cls(formdata=None, **known)

    def validate_name(self, field: StringField) -> None:
        """Ask for at least one thing to go by."""
        if not (field.data or self.email.data or self.phone.data):
            raise ValidationError(_l("Enter a name, an e-mail address or a telephone number."))

    def values(self) -> dict[str, Any]:
        """Return the content as plain values."""
        return {name: self[name].data or "" for name in CONTACT_FIELDS}

    def validate_safe_channel(self, field: RadioField) -> None:
        """Refuse to call safe what is not there."""
        if field.data == Channel.EMAIL and not self.email.data:
            raise ValidationError(_l("Enter the e-mail address that is safe."))
        if field.data == Channel.PHONE and not self.phone.data:
            raise ValidationError(_l("Enter the telephone number that is safe."))


class RegionForm(Form):
    """The region from a day on."""

    region_code = SelectField(_l("Region"))
    valid_from = DateField(_l("From"), validators=[InputRequired(_l("Enter the first day."))])
    reason = StringField(_l("Reason"), validators=[DataRequired(_l("Say why.")), Length(max=300)])


class InviteForm(Form):
    """Whom to invite, and to what."""

    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(_l("Enter the person's e-mail address.")), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
    )
    functions = CheckboxesField(_l("What the person may do"), validators=[InputRequired(_l("Choose at least one."))])
    locale = SelectField(
        _l("Language of the invitation"), choices=choices((code, language_name(code)) for code in LANGUAGES)
    )

    def offer(self, functions: Any) -> None:
        """Offer these functions."""
        self.functions.choices = choices((one.value, FUNCTION_LABELS[one]) for one in functions)


def _needed_for_a_newcomer(form: Form, field: EmailField) -> None:
    """Ask for the address of somebody who is to be invited, and of nobody else."""
    if not field.data:
        raise StopValidation(_l("Enter the person's e-mail address.") if form["successor"].data == NEWCOMER else "")


class HandOverForm(Form):
    """Who comes after the person that leaves: somebody of the organisation, or whoever has an address."""

    successor = RadioField(_l("Who comes after you"), validators=[InputRequired(_l("Choose one."))])
    email = EmailField(
        _l("E-mail address of the person to invite"),
        validators=[_needed_for_a_newcomer, Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
        description=_l("Only if you chose to invite somebody."),
    )
    locale = SelectField(
        _l("Language of the invitation"), choices=choices((code, language_name(code)) for code in LANGUAGES)
    )

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Offer these people, as (id, name), and to invite somebody else."""
        self.successor.choices = choices([*people, (NEWCOMER, _l("Somebody I invite now"))])


class RestoreForm(Form):
    """A button that restores, for the version of the profile that was looked at."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class ConfirmForm(Form):
    """A button that confirms."""


class SearchNameForm(Form):
    """The name of a saved search."""

    name = StringField(
        _l("Name of the search"), validators=[DataRequired(_l("Give the search a name.")), Length(max=100)]
    )


class SaveSearchForm(SearchNameForm):
    """A search to be kept, as it stands in the address."""

    query = HiddenField(validators=[Length(max=8000)])
    for_staff = HiddenField()

    @classmethod
    def of(cls, parameters: dict[str, list[str]], *, for_staff: bool) -> "SaveSearchForm":
        """Return the form for the search that a list shows."""
        return cls(formdata=None, query=urlencode(parameters, doseq=True), for_staff="y" if for_staff else "")

    def parameters(self) -> dict[str, list[str]]:
        """Return the parameters of the search."""
        return parse_qs(self.query.data or "", max_num_fields=400)


class ConfirmDataForm(Form):
    """A button that says that everything is right, for the state of things that was looked at."""

    seen = HiddenField()

    def moment(self) -> datetime:
        """Return when what was looked at had last been changed; long ago if that makes no sense."""
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)


class AskRecoveryForm(Form):
    """Which organisation has lost its editors, in free words: what is typed is compared with nothing here."""

    name = StringField(
        _l("Name of the organisation"),
        validators=[DataRequired(_l("Enter the organisation's name.")), Length(max=200)],
    )
    country_code = SelectField(_l("Country"), validators=[DataRequired(_l("Choose a country."))])
    note = TextAreaField(
        _l("What you do there, and who of the network knows you"),
        validators=[DataRequired(_l("Write a few words, so that we know whom to ask.")), Length(max=1000)],
    )


class OwnRecoveryForm(Form):
    """Why somebody of the organisation should become its editor."""

    note = TextAreaField(
        _l("What happened, and who of the network knows you"),
        validators=[DataRequired(_l("Write a few words, so that we know whom to ask.")), Length(max=1000)],
    )


class StartRecoveryForm(OwnRecoveryForm):
    """Who is to become the editor of an organisation, on whose behalf somebody asks."""

    email = EmailField(
        _l("E-mail address of the new editor"),
        validators=[DataRequired(_l("Enter the person's e-mail address.")), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
    )
    name = StringField(_l("Name, or the name they use"), validators=[Length(max=100)])
    locale = SelectField(
        _l("Language of the invitation"), choices=choices((code, language_name(code)) for code in LANGUAGES)
    )


class AssignForm(Form):
    """Which organisation is meant."""

    organisation_id = RadioField(
        _l("Which organisation is meant"), validators=[InputRequired(_l("Choose one."))], coerce=str
    )


class VouchForm(PasswordAgainForm):
    """How somebody knows the person for whom they stand up."""

    basis = RadioField(
        _l("How do you know that it is they?"),
        choices=choices(BASIS_LABELS.items()),
        validators=[InputRequired(_l("Choose one. A letter or a mail alone is not enough."))],
    )
    note = TextAreaField(
        _l("What you know of this person and their work there"),
        validators=[DataRequired(_l("Write a few words.")), Length(max=1000)],
        description=_l("Those who may vouch, and the membership staff, can read this."),
    )
