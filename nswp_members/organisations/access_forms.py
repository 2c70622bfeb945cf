"""Forms about access that an organisation gives to somebody elsewhere."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices
from nswp_members.organisations.models import AccessGrant, AccessLevel
from nswp_members.organisations.services.access import DEFAULT_DAYS

LEVEL_LABELS: dict[str, Any] = {
    AccessLevel.PROFILE: _l("What all members may see"),
    AccessLevel.CONTACTS: _l("That, and the contacts"),
}
STATE_LABELS: dict[str, Any] = {
    "asked": _l("Waits for an answer"),
    "open": _l("May look"),
    "declined": _l("Declined"),
    "ended": _l("Ended"),
}
STATE_TONES = {"asked": "warn", "open": "good", "declined": "bad", "ended": "neutral"}


class AskAccessForm(Form):
    """A code, how much somebody wants to see, and why."""

    code = StringField(
        _l("Code"),
        validators=[DataRequired(_l("Enter the code.")), Length(max=60)],
        description=_l("An organisation makes it and gives it to you, by whatever way you two trust."),
    )
    level = RadioField(
        _l("What you ask to see"),
        choices=choices(LEVEL_LABELS.items()),
        default=AccessLevel.PROFILE.value,
        validators=[InputRequired(_l("Choose what to do."))],
    )
    reason = TextAreaField(
        _l("What for"),
        validators=[DataRequired(_l("Say what for.")), Length(max=1000)],
        description=_l("The organisation reads this, your name and your role."),
    )


class GiveAccessForm(Form):
    """How much somebody may see, and until when."""

    level = RadioField(
        _l("What they may see"),
        choices=choices(LEVEL_LABELS.items()),
        validators=[InputRequired(_l("Choose what to do."))],
    )
    until = DateField(_l("Until (the last day)"), validators=[InputRequired(_l("Enter the last day."))])

    @classmethod
    def of(cls, grant: AccessGrant) -> "GiveAccessForm":
        """Return the form with what was asked for, for as long as is usual."""
        return cls(level=grant.level, until=today() + timedelta(days=DEFAULT_DAYS))
