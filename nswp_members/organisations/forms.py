"""Forms about organisations."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TelField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.core.text import fold
from nswp_members.organisations.fields import (
    LanguagesField,
    LongTextField,
    PartialDateField,
    WebAddressesField,
    WebAddressField,
    lower,
)
from nswp_members.organisations.labels import (
    AREA_LABELS,
    FUNCTION_LABELS,
    KIND_LABELS,
    POPULATION_LABELS,
    REGISTRATION_LABELS,
    TEXT_LABELS,
)
from nswp_members.organisations.models import Contact, Listing, Organisation, ProfileText
from nswp_members.organisations.queries.profiles import TEXT_FIELDS
from nswp_members.organisations.services import FormerNameValue, ProfileValues

NOT_AN_ADDRESS = _l("This is not an e-mail address. It looks like name@example.org.")
MAX_FORMER_NAMES = 20
MAX_TEXT = 10_000


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
        """Offer the orders that make sense; the first is the usual one."""
        offered = [("relevance", _l("Best match"))] if by_relevance else []
        offered += [("name", _l("Name")), ("country", _l("Country"))]
        offered += [("changed", _l("Last change"))] if by_change else []
        self.sort.choices = choices(offered)


class FormerNameForm(Form):
    """A name that was borne before."""

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    name = StringField(_l("Former name"), validators=[Length(max=200)])
    used_from = PartialDateField(_l("From"))
    used_until = PartialDateField(_l("Until"))


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


class ProfileForm(VersionedForm, NameFields):
    """The profile of an organisation."""

    former_names = FieldList(FormField(FormerNameForm), _l("Former names"), max_entries=MAX_FORMER_NAMES)
    kind = SelectField(_l("Kind"), choices=choices(KIND_LABELS.items(), _l("Not given")))
    registration = RadioField(_l("Registration"), choices=choices(REGISTRATION_LABELS.items(), _l("Not given")))
    host_name = StringField(
        _l("Host organisation"),
        validators=[Length(max=200)],
        description=_l("Only for a group hosted by another organisation."),
    )
    languages = LanguagesField(
        _l("Working languages"),
        description=_l("Names or codes, with commas between them: English, Swahili, Русский."),
    )
    populations = CheckboxesField(_l("Works with"), choices=choices(POPULATION_LABELS.items()))
    priority_areas = CheckboxesField(_l("Priority areas"), choices=choices(AREA_LABELS.items()), coerce=int)
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

    @classmethod
    def of(cls, organisation: Organisation) -> "ProfileForm":
        """Return the form as it stands for this organisation, with one empty row for a former name."""
        plain = ("name", "transliteration", "acronym", "kind", "registration", "host_name", "website")
        former = [
            {"name": one.name, "used_from": one.used_from or "", "used_until": one.used_until or ""}
            for one in organisation.former_names
        ]
        form = cls(
            formdata=None,
            **{name: getattr(organisation, name) or "" for name in plain},
            version=organisation.version,
            former_names=former,
            populations=organisation.populations,
            priority_areas=organisation.priority_areas,
            links="\n".join(organisation.links),
            public_email=organisation.public_email,
            city=organisation.confidential.city or "",
        )
        form.languages.set_codes(organisation.languages)
        form.offer_former_name()
        return form

    def offer_former_name(self) -> None:
        """Add an empty row unless there is one."""
        rows = self.former_names.entries
        if len(rows) < MAX_FORMER_NAMES and (not rows or rows[-1].data.get("name")):
            self.former_names.append_entry()

    def values(self) -> ProfileValues:
        """Return the content as plain values."""
        former = [
            FormerNameValue(row["name"], row["used_from"] or None, row["used_until"] or None)
            for row in self.former_names.data
            if row["name"]
        ]
        return ProfileValues(
            name=self.name.data or "",
            acronym=self.acronym.data or "",
            transliteration=self.transliteration.data or "",
            former_names=former,
            kind=self.kind.data or None,
            registration=self.registration.data or None,
            host_name=(self.host_name.data or "") if self.registration.data == "hosted" else "",
            languages=self.languages.codes,
            populations=self.populations.data or [],
            priority_areas=sorted(self.priority_areas.data or []),
            website=self.website.data or "",
            links=self.links.items,
            public_email=self.public_email.data or "",
            city=self.city.data or None,
        )


class TextsForm(VersionedForm):
    """What an organisation says of itself in one language."""

    people = LongTextField(TEXT_LABELS["people"], validators=[Length(max=MAX_TEXT)])
    involvement = LongTextField(TEXT_LABELS["involvement"], validators=[Length(max=MAX_TEXT)])
    challenges = LongTextField(TEXT_LABELS["challenges"], validators=[Length(max=MAX_TEXT)])
    other_work = LongTextField(TEXT_LABELS["other_work"], validators=[Length(max=MAX_TEXT)])

    @classmethod
    def of(cls, organisation: Organisation, text: ProfileText | None) -> "TextsForm":
        """Return the form with the texts that there are."""
        words = {name: getattr(text, name, "") for name in TEXT_FIELDS}
        return cls(formdata=None, version=organisation.version, **words)

    def values(self) -> dict[str, str]:
        """Return the content as plain values."""
        return {name: self[name].data or "" for name in TEXT_FIELDS}


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

    @classmethod
    def of(cls, contact: Contact | None) -> "ContactForm":
        """Return the form with what is known of the contact."""
        fields = ("name", "function", "email", "phone", "locale")
        known = {name: getattr(contact, name) or "" for name in fields} if contact else {"locale": "en"}
        return cls(formdata=None, **known)

    def validate_name(self, field: StringField) -> None:
        """Ask for at least one thing to go by."""
        if not (field.data or self.email.data or self.phone.data):
            raise ValidationError(_l("Enter a name, an e-mail address or a telephone number."))

    def values(self) -> dict[str, Any]:
        """Return the content as plain values."""
        return {name: self[name].data or "" for name in ("name", "function", "email", "phone", "locale")}


class ListingForm(Form):
    """Whether the organisation is public; listing it needs consent."""

    listing = RadioField(_l("Who may know of this organisation"), validators=[InputRequired()])
    consent = BooleanField(_l("The organisation agrees that everybody can read this."))

    def validate_consent(self, field: BooleanField) -> None:
        """Ask for consent where something becomes public."""
        if self.listing.data == Listing.LISTED and not field.data:
            raise ValidationError(_l("Nothing becomes public without this agreement. Tick the box to confirm."))


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
