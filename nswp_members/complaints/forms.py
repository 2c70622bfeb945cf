"""Forms about complaints."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.accounts.models import Person
from nswp_members.complaints.labels import KIND_LABELS, MOVE_LABELS, OUTCOME_LABELS, RECEIVED_LABELS, STATE_LABELS
from nswp_members.complaints.models import Outcome
from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices

LONG = Length(max=5000, message=_l("Keep it to 5000 letters."))


class FilterForm(Form):
    """Which complaints to list."""

    class Meta(Form.Meta):
        """Only looking."""

        csrf = False

    state = SelectField(_l("State"), choices=choices(STATE_LABELS.items(), blank=_l("All")))


class RegisterForm(Form):
    """A complaint as it came."""

    kind = RadioField(
        _l("What is it about?"),
        choices=choices(KIND_LABELS.items()),
        validators=[DataRequired(_l("Choose what comes nearest."))],
    )
    received_on = DateField(_l("Received on"), validators=[InputRequired(_l("Enter the day."))])
    received_via = RadioField(
        _l("How did it come?"),
        choices=choices(RECEIVED_LABELS.items()),
        validators=[DataRequired(_l("Choose how it came."))],
    )
    complainant_name = StringField(
        _l("Who complains?"),
        description=_l("A name, or how the person wants to be called."),
        validators=[DataRequired(_l("Enter a name, or “anonymous”.")), Length(max=200)],
    )
    complainant_contact = StringField(_l("How to reach them"), validators=[Length(max=300)])
    complainant_member = StringField(
        _l("Member that complains"),
        description=_l("The full name, if a member organisation complains. Its people cannot be handlers."),
        validators=[Length(max=300)],
    )
    about_member = StringField(
        _l("Member complained about"),
        description=_l("The full name, if it is about a member organisation. Its people cannot be handlers."),
        validators=[Length(max=300)],
    )
    about = StringField(
        _l("Whom or what it is about"), validators=[DataRequired(_l("Say who or what.")), Length(max=300)]
    )
    summary = TextAreaField(_l("What happened"), validators=[DataRequired(_l("Say what happened.")), LONG])

    def validate_received_on(self, field: DateField) -> None:
        """Refuse days to come, and slips of the century."""
        day: Any = field.data
        if day and not date(2000, 1, 1) <= day <= today():
            raise ValidationError(_l("Enter a day up to today."))


class VersionForm(Form):
    """A form that names the version of the complaint that was seen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class MoveForm(VersionForm):
    """A step, with a note if there is something to say."""

    move = HiddenField(validators=[AnyOf(list(MOVE_LABELS))])
    note = TextAreaField(_l("Note"), validators=[LONG])


class DecideForm(VersionForm):
    """A decision."""

    outcome = RadioField(
        _l("Outcome"),
        choices=choices(OUTCOME_LABELS.items()),
        validators=[DataRequired(_l("Choose the outcome."))],
    )
    holds = BooleanField(
        _l("It takes effect at once, even if there is an appeal"),
        description=_l("Only for a suspension or an expulsion that cannot wait, for somebody's safety for example."),
    )
    reason = TextAreaField(_l("Reason"), validators=[DataRequired(_l("Give the reason.")), LONG])

    def offer(self, outcomes: Iterable[Outcome]) -> None:
        """Offer these outcomes."""
        self.outcome.choices = choices((one, OUTCOME_LABELS[one]) for one in outcomes)


class NoteForm(Form):
    """Something to write down."""

    body = TextAreaField(_l("Note"), validators=[DataRequired(_l("Write something.")), LONG])


class HandlerForm(Form):
    """Whom to add."""

    person_id = SelectField(_l("Add a handler"), validators=[DataRequired(_l("Choose somebody."))])

    def offer(self, people: Iterable[Person]) -> None:
        """Offer these people."""
        named = [(str(one.id), one.name or one.email) for one in people]
        self.person_id.choices = choices(named, blank=_l("Choose somebody"))
