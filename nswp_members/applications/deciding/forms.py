"""Forms to decide, and to enter what came on paper."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from nswp_members.applications.deciding.labels import CHANNEL_LABELS
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name

APPROVE = "approve"
DECLINE = "decline"
MOST_SIGNS = 4000


class DecisionForm(Form):
    """What is decided, and what is said about it; ``version`` is that of the application which was looked at."""

    version = IntegerField(widget=HiddenField.widget, validators=[InputRequired()])
    verdict = RadioField(
        _l("Decision"),
        choices=choices([(APPROVE, _l("Approve")), (DECLINE, _l("Decline"))]),
        validators=[InputRequired(_l("Choose one."))],
    )
    category = SelectField(_l("Category"))
    letter = TextAreaField(_l("What the applicant reads"), validators=[Length(max=MOST_SIGNS)])
    reason = TextAreaField(_l("Private reason"), validators=[Length(max=MOST_SIGNS)])

    @property
    def approves(self) -> bool:
        """Whether the applicant is to be taken in."""
        return bool(self.verdict.data == APPROVE)

    def validate_letter(self, field: TextAreaField) -> None:
        """Refuse to decline without a word."""
        if self.verdict.data == DECLINE and not (field.data or "").strip():
            raise ValidationError(_l("Tell the applicant why."))


class EntryForm(Form):
    """An application that came in another way than by the form."""

    channel = RadioField(
        _l("It came"), choices=choices(CHANNEL_LABELS.items()), validators=[InputRequired(_l("Choose one."))]
    )
    name = StringField(
        _l("Name of the organisation"), validators=[DataRequired(_l("Enter the name.")), Length(max=200)]
    )
    country_code = SelectField(_l("Country"), validators=[DataRequired(_l("Choose a country."))])
    email = EmailField(
        _l("E-mail address of the applicant"),
        validators=[Optional(), Email(_l("This is not an e-mail address.")), Length(max=254)],
    )
    locale = SelectField(
        _l("Language of the application"), choices=choices((code, language_name(code)) for code in LANGUAGES)
    )
