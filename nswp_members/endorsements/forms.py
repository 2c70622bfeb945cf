"""The forms of endorsing, withdrawing and asking."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import UUID, DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.endorsements.queries.audience import DEFAULT_PAUSE_DAYS

NEVER = "never"
AGAIN = "again"


class EndorseForm(Form):
    """Who signs for an organisation; ``version_id`` is the version that was read."""

    version_id = HiddenField(validators=[InputRequired(), UUID()])
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
    confirm = BooleanField(
        _l("I have read this. My organisation has decided to endorse the Statement, and I may sign for it."),
        validators=[InputRequired(_l("Please confirm that you may sign for the organisation."))],
    )


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
