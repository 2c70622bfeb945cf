"""The forms of allies, of those who decide on them, and of letters."""

import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, Regexp, ValidationError

from nswp_members.allies.labels import KIND_LABELS, STATE_LABELS
from nswp_members.allies.models import AllyKind
from nswp_members.core.crypto import keyring
from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices
from nswp_members.organisations.fields import LongTextField, WebAddressField, lower
from nswp_members.organisations.forms import NOT_AN_ADDRESS
from nswp_members.regions.geography import countries, country_name

QUICKEST_SECONDS = 3
OPENED = "allies.form"
RESERVED = ("new",)


class PlainForm(Form):
    """A form of people without an account: there is no session in which a request could be forged."""

    class Meta(Form.Meta):
        """No token."""

        csrf = False


class EntryForm(PlainForm):
    """What an ally says of itself."""

    kind = RadioField(_l("Who endorses?"), choices=choices(KIND_LABELS.items()), default=AllyKind.ORGANISATION)
    name = StringField(_l("Name"), validators=[DataRequired(_l("Enter the name.")), Length(max=200)])
    country = SelectField(_l("Country"), validators=[DataRequired(_l("Choose a country."))])
    website = WebAddressField(
        _l("Website"),
        validators=[Optional(), Length(max=300)],
        description=_l("It helps us to see who you are. It is not published."),
    )
    may_name = BooleanField(
        _l("You may name us in the public list"),
        description=_l("Without this you are counted and not named. You can change it later through your link."),
    )
    agree = BooleanField(
        _l("We have read the text and stand behind it, and I may say so."),
        validators=[InputRequired(_l("Please confirm that you have read the text and may say this."))],
    )

    def offer(self, locale: str, *, individuals: bool) -> None:
        """Offer the countries, and individuals only where they are wanted."""
        named = sorted(((code, country_name(code, locale)) for code in countries()), key=lambda pair: pair[1])
        self.country.choices = choices(named, _l("Choose a country"))
        if not individuals:
            del self.kind

    @property
    def is_individual(self) -> bool:
        """Whether a person and no organisation endorses."""
        return "kind" in self and self.kind.data == AllyKind.INDIVIDUAL


class EndorseForm(EntryForm):
    """An endorsement by whoever reads mail at the address; ``contact_time`` is a trap: nobody sees it."""

    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(_l("Enter an e-mail address.")), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
        description=_l("We send a link there, to be sure that it is you. It is not published."),
    )
    contact_time = StringField()
    opened = HiddenField()

    def validate_opened(self, field: HiddenField) -> None:
        """Refuse what comes faster than anybody reads; the page that says so can be sent at once."""
        parts = keyring.unsign(OPENED, field.data or "")
        seconds = time.time() - float(parts[0]) if parts else 0.0
        if seconds < QUICKEST_SECONDS:
            raise ValidationError(_l("That was very quick. Please look it over once more, then send it."))

    def stamp(self) -> None:
        """Note when the page was shown; a page that comes back keeps the earlier moment."""
        if keyring.unsign(OPENED, self.opened.data or "") is None:
            self.opened.data = keyring.sign(OPENED, f"{time.time():.0f}")

    @property
    def is_trapped(self) -> bool:
        """Whether a field that nobody sees was filled in."""
        return bool(self.contact_time.data)


class NamingForm(PlainForm):
    """Whether an ally may be named."""

    may_name = BooleanField(_l("You may name us in the public list"))


class SignatoriesForm(PlainForm):
    """What is looked for among the signatories; sent by GET."""

    q = SearchField(_l("Name"))
    country = SelectField(_l("Country"), validators=[Optional()])

    def offer(self, codes: list[str], locale: str) -> None:
        """Offer the countries that can be found."""
        named = sorted(((code, country_name(code, locale)) for code in codes), key=lambda pair: pair[1])
        self.country.choices = choices(named, _l("All"))


class QueueForm(PlainForm):
    """What is looked for among allies; sent by GET."""

    q = SearchField(_l("Name or website"))
    state = SelectField(_l("State"), choices=choices(STATE_LABELS.items()), validators=[Optional()])


class ManyField(SelectMultipleField):
    """Ids of rows on the page, whichever they are."""

    def pre_validate(self, form: Any) -> None:
        """Let any id pass: the service looks for the rows."""


class DecideForm(Form):
    """A decision on one or many allies."""

    ally_id = ManyField(validators=[InputRequired(_l("Choose at least one entry."))])
    act = HiddenField(validators=[InputRequired(), Regexp("^(accept|refuse)$")])
    reason = TextAreaField(
        _l("If you refuse: why?"),
        validators=[Length(max=1000)],
        description=_l("Those who are refused read this through their link. It may stay empty."),
    )


class BurstForm(Form):
    """One click that refuses a flood."""

    burst = HiddenField(validators=[InputRequired(), Regexp("^[0-9a-f]{64}$")])


class LetterForm(Form):
    """The address and deadline of a letter."""

    slug = StringField(
        _l("Address of the page"),
        validators=[
            DataRequired(_l("Enter a short address.")),
            Length(max=60),
            Regexp("^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters, numbers and hyphens only.")),
        ],
        description=_l("For example stop-the-raids. It cannot be changed later."),
    )
    deadline = DateField(
        _l("Signatures are taken until"), validators=[InputRequired(_l("Enter a date, for example 2027-03-08."))]
    )

    def validate_slug(self, field: StringField) -> None:
        """Refuse the addresses of our own pages."""
        if field.data in RESERVED:
            raise ValidationError(_l("Another letter has this address. Choose another one."))

    def validate_deadline(self, field: DateField) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose a later one."))


class LetterTextForm(Form):
    """A letter in one language."""

    title = StringField(_l("Title"), validators=[DataRequired(_l("Enter a title.")), Length(max=200)])
    content = LongTextField(
        _l("Text"),
        validators=[DataRequired(_l("Write the text.")), Length(max=20_000)],
        description=_l("Empty lines part paragraphs. ### begins a heading, **two stars** make bold."),
    )


class SignForm(Form):
    """Who signs a letter for a member, and what may be said of it."""

    name = StringField(_l("Your name"), validators=[DataRequired(_l("Please give your name.")), Length(max=120)])
    function = StringField(
        _l("What you do in the organisation"),
        validators=[DataRequired(_l("Please say what you do in the organisation.")), Length(max=120)],
    )
    may_count = BooleanField(
        _l("Our signature may be counted in public"),
        description=_l("As one of a number in which nobody can be told apart."),
    )
    may_name = BooleanField(
        _l("Our organisation may be named in public"),
        description=_l("Only while you are publicly listed. Whenever you hide, the name is gone at once."),
    )
    may_name_signatory = BooleanField(_l("My own name may stand beside it"))
    confirm = BooleanField(
        _l("My organisation has decided to sign this letter, and I may sign for it."),
        validators=[InputRequired(_l("Please confirm that you may sign for the organisation."))],
    )
