"""Forms of the register of requests from outside."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, DecimalField, IntegerField, RadioField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.consultations.labels import DECISION_LABELS
from nswp_members.core.forms import Form, choices
from nswp_members.organisations.fields import LongTextField


class RequestForm(Form):
    """A request; ``seen`` is the version that was on the page, 0 for a new one."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()], default=0)
    requested_by = StringField(_l("Requested by"), validators=[DataRequired(_l("Say who asks.")), Length(max=200)])
    contact = StringField(_l("Contact there"), validators=[Optional(), Length(max=200)])
    topic = StringField(_l("Topic"), validators=[DataRequired(_l("Say what it is about.")), Length(max=300)])
    received_on = DateField(_l("Received on"), validators=[InputRequired(_l("Enter the day."))])
    answer_by = DateField(_l("Deadline"), validators=[Optional()])
    effort = DecimalField(
        _l("Effort in days"),
        places=1,
        validators=[Optional(), NumberRange(0, 999, _l("Enter a number of days from 0 to 999."))],
    )
    outcome = LongTextField(_l("Outcome"), validators=[Optional(), Length(max=4000)])
    consultation_id = SelectField(_l("Consultation that it led to"))
    is_done = BooleanField(_l("Nothing more is to be done"))

    def validate_answer_by(self, field: DateField) -> None:
        """Refuse a deadline before the day it came in."""
        received: Any = self.received_on.data
        if field.data and received and field.data < received:
            raise ValidationError(_l("The deadline cannot be before the day it came in."))


class DecisionForm(Form):
    """What is done with a request, and why."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    decision = RadioField(
        _l("Decision"),
        choices=choices(DECISION_LABELS.items()),
        validators=[DataRequired(_l("Choose a decision."))],
    )
    reason = LongTextField(_l("Reason"), validators=[Optional(), Length(max=2000)])


class RequestFilter(PlainForm):
    """What the register is narrowed down to; everything may be left empty."""

    q = StringField(_l("Words"), validators=[Optional(), Length(max=100)])
    decision = SelectField(
        _l("Decision"), choices=choices(DECISION_LABELS.items(), blank=_l("Any")), validators=[Optional()]
    )
    year = SelectField(_l("Year"), validators=[Optional()])
    late = BooleanField(_l("Only overdue ones"))
