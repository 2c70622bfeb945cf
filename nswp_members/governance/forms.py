"""Forms about the seats of the Board."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, SelectField, TextAreaField
from wtforms.fields import BooleanField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from nswp_members.core.forms import Form, choices
from nswp_members.governance.labels import BEGAN_LABELS, ENDING_LABELS

MOST_CHARACTERS = 2000


class FillForm(Form):
    """Who is to hold a seat, and when."""

    email = EmailField(
        _l("E-mail address of the person"),
        validators=[
            DataRequired(_l("Enter the person's e-mail address.")),
            Email(_l("This is not an e-mail address. It looks like name@example.org.")),
        ],
    )
    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Enter the first day."))])
    ends_on = DateField(_l("Last day"), validators=[Optional()])
    began_as = SelectField(
        _l("How they came to the seat"), choices=choices(BEGAN_LABELS.items()), validators=[InputRequired()]
    )


class EndForm(Form):
    """The last day of a term that ends early, and why."""

    day = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])
    ended_as = SelectField(_l("Why"), choices=choices(ENDING_LABELS.items()), validators=[InputRequired()])
    reason = TextAreaField(_l("Note for the secretariat"), validators=[Length(max=MOST_CHARACTERS)])
    at_once = BooleanField(_l("Take the rights away now, without waiting for midnight"))


class ExtendForm(Form):
    """A later last day, and the decision behind it."""

    ends_on = DateField(_l("New last day"), validators=[InputRequired(_l("Enter the last day."))])
    reason = TextAreaField(
        _l("Which decision extends the term, and why"),
        validators=[DataRequired(_l("Say which decision this is.")), Length(max=MOST_CHARACTERS)],
    )


class CorrectForm(Form):
    """What was noted of a term; the view fills in the organisations."""

    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Enter the first day."))])
    ends_on = DateField(_l("Last day agreed on"), validators=[InputRequired(_l("Enter the last day."))])
    began_as = SelectField(
        _l("How they came to the seat"), choices=choices(BEGAN_LABELS.items()), validators=[InputRequired()]
    )
    organisation_id = SelectField(_l("Organisation they represent"), validators=[Optional()])


class VoidForm(Form):
    """Why a term does not count."""

    reason = TextAreaField(
        _l("What was wrong, or why it was called off"),
        validators=[DataRequired(_l("Say in a few words what happened.")), Length(max=MOST_CHARACTERS)],
    )


class NoteForm(Form):
    """A note for whoever follows."""

    text = TextAreaField(
        _l("New note"), validators=[DataRequired(_l("Write something first.")), Length(max=MOST_CHARACTERS)]
    )


class NamingForm(Form):
    """A button."""
