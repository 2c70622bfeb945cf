"""The forms of endorsing, withdrawing and asking."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import UUID, DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from nswp_members.core.db import today
from nswp_members.core.documents import MAX_BYTES, SafeFile, accepted
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.queries.audience import DEFAULT_PAUSE_DAYS

NEVER = "never"
AGAIN = "again"
PARTIAL_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


class ConsentsForm(Form):
    """What may be said of an endorsement in public: three consents apart, none of them given beforehand."""

    may_count = BooleanField(_l("Our organisation may be counted in public, without its name"))
    may_name = BooleanField(_l("Our organisation may be named in public as one that endorses"))
    may_name_signatory = BooleanField(_l("The person who signed may be named beside it"))

    def validate_may_name_signatory(self, field: BooleanField) -> None:
        """Refuse to name a person beside an organisation that is not named."""
        if field.data and not self.may_name.data:
            raise ValidationError(_l("A person can be named only beside the organisation. Tick both, or none of them."))

    def consents(self) -> Consents:
        """Return what was given."""
        return Consents(bool(self.may_count.data), bool(self.may_name.data), bool(self.may_name_signatory.data))


MANDATE = _l("Say who decided, and when.")


class EndorseForm(ConsentsForm):
    """Who signs for an organisation; ``version_id`` and ``translation_id`` are the words that were read."""

    version_id = HiddenField(validators=[InputRequired(), UUID()])
    translation_id = HiddenField(validators=[Optional(), UUID()])
    name = StringField(
        _l("Your name"),
        validators=[DataRequired(_l("Please give your name.")), Length(max=120)],
        description=_l("Only your own organisation and the secretariat's membership staff will see it."),
    )
    function = StringField(
        _l("What you do in the organisation"),
        validators=[DataRequired(_l("Please say what you do in the organisation.")), Length(max=120)],
        description=_l("For example coordinator, board member or peer educator."),
    )
    mandate = StringField(
        _l("Who in your organisation decided, and when?"),
        validators=[DataRequired(MANDATE), Length(max=300)],
        description=_l("For example: the members’ meeting, on 8 March."),
    )
    file = FileField(
        _l("Minutes or a letter that shows it"),
        description=_l("A PDF, an office document or a picture of up to 10 MB. It is kept encrypted."),
    )
    confirm = BooleanField(
        _l("I have read this. My organisation has decided to endorse the Statement, and I may sign for it."),
        validators=[InputRequired(_l("Please confirm that you may sign for the organisation."))],
    )


class DeclineForm(Form):
    """Why an organisation does not endorse; ``version_id`` is the version that it speaks of."""

    version_id = HiddenField(validators=[InputRequired(), UUID()])
    reason = TextAreaField(
        _l("Would you like to tell us why?"),
        validators=[Length(max=2000)],
        description=_l("Only your own organisation and the secretariat's membership staff will see it."),
    )


class TimeForm(Form):
    """Until when an organisation needs time; ``version_id`` is the version that it speaks of."""

    version_id = HiddenField(validators=[InputRequired(), UUID()])
    until = DateField(_l("Until when?"), validators=[InputRequired(_l("Enter a day."))])


class CertificateForm(Form):
    """In which language a certificate is set."""

    locale = SelectField(_l("Language"), choices=choices([(code, language_name(code)) for code in LANGUAGES]))


class CodeForm(Form):
    """A code to be checked."""

    code = StringField(_l("Code"), validators=[DataRequired(_l("Enter the code.")), Length(max=60)])


class PaperForm(ConsentsForm):
    """What a paper says, word for word."""

    name = StringField(_l("Who signed"), validators=[DataRequired(_l("Enter the name on the paper.")), Length(max=120)])
    function = StringField(_l("In which function"), validators=[Length(max=120)])
    mandate = StringField(
        _l("Who in the organisation decided, and when?"), validators=[DataRequired(MANDATE), Length(max=300)]
    )
    endorsed_on = StringField(
        _l("Date on the paper"),
        validators=[DataRequired(_l("Enter a year, a month or a day."))],
        description=_l("As it is known: 2014, 2014-03 or 2014-03-08."),
    )
    locale = SelectField(
        _l("Language of the paper"), choices=choices([(code, language_name(code)) for code in LANGUAGES])
    )
    file = FileField(_l("Scan"), validators=[InputRequired(_l("Choose the scan."))])

    def validate_endorsed_on(self, field: StringField) -> None:
        """Refuse what is no date, and a date to come."""
        first = first_day(field.data or "")
        if first is None:
            raise ValidationError(_l("Enter a year, a month or a day: 2014, 2014-03 or 2014-03-08."))
        if first > today():
            raise ValidationError(_l("The day lies in the future. Choose today or an earlier day."))


class RefusePaperForm(Form):
    """Why a paper does not count."""

    reason = TextAreaField(
        _l("What is wrong with it?"), validators=[DataRequired(_l("Say what is wrong.")), Length(max=2000)]
    )


def sent_file(field: FileField) -> SafeFile | None:
    """Return the file that was sent, as it may be kept; None if none was chosen. Raises what `documents.accepted` does.

    No more of it is read than is needed to see that it is too large.
    """
    data = bytes(field.data.read(MAX_BYTES + 1)) if field.data else b""
    return accepted(data) if data else None


def first_day(text: str) -> date | None:
    """Return the first day that a year, a month or a day (ISO 8601) can mean, None for anything else and weeks."""
    try:
        return date.fromisoformat(text + "0000-01-01"[len(text) :]) if PARTIAL_DATE.fullmatch(text) else None
    except ValueError:
        return None


class WithdrawForm(Form):
    """Why an organisation takes its endorsement back."""

    reason = TextAreaField(
        _l("Why does your organisation withdraw?"),
        validators=[DataRequired(_l("Please say why, in a sentence or two.")), Length(max=2000)],
        description=_l("Only your own organisation and the secretariat's membership staff will see it."),
    )
    confirm = BooleanField(
        _l("My organisation has decided this, and I may say so on its behalf."),
        validators=[InputRequired(_l("Please confirm that you may do this for the organisation."))],
    )


class AskForm(Form):
    """Whom to ask; sent by GET, so that a preview has an address."""

    class Meta:
        """No token: reading changes nothing."""

        csrf = False

    region = SelectField(_l("Region"), validators=[Optional()])
    country = SelectField(_l("Country"), validators=[Optional()])
    language = SelectField(
        _l("Language of the contact"),
        choices=choices([(code, language_name(code)) for code in LANGUAGES], blank=_l("All")),
        validators=[Optional()],
    )
    asked = SelectField(
        _l("Asked before?"),
        choices=choices([(NEVER, _l("Only those never asked")), (AGAIN, _l("Also those asked a while ago"))]),
        default=NEVER,
    )
    days = IntegerField(
        _l("“A while ago” means at least this many days"),
        validators=[Optional(), NumberRange(1, 3650, _l("Choose a number of days from 1 to 3650."))],
        default=DEFAULT_PAUSE_DAYS,
    )

    def offer(self, regions: list[tuple[str, Any]], countries: list[tuple[str, Any]]) -> None:
        """Set the regions and countries to choose from."""
        self.region.choices = choices(regions, blank=_l("All"))
        self.country.choices = choices(countries, blank=_l("All"))


class SendForm(Form):
    """The click that sends: ``request_id`` makes it work once, ``expected`` is what the preview promised."""

    request_id = HiddenField(validators=[InputRequired(), UUID()])
    expected = HiddenField(validators=[InputRequired(), Regexp(r"^\d{1,6}$")])
