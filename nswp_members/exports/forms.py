"""Forms about exports."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, StringField
from wtforms.validators import DataRequired, Length

from nswp_members.core.forms import Form, choices
from nswp_members.core.spreadsheets import Format
from nswp_members.exports.labels import FORMAT_LABELS


class ExportForm(Form):
    """In which form, and what for."""

    format = RadioField(
        _l("File"),
        choices=choices(FORMAT_LABELS.items()),
        default=Format.XLSX.value,
        validators=[DataRequired(_l("Choose a kind of file."))],
    )
    reason = StringField(
        _l("What do you need it for?"),
        validators=[
            DataRequired(_l("Say what you need the file for.")),
            Length(min=8, max=200, message=_l("Say it in a few words: at least 8 letters, at most 200.")),
        ],
        description=_l("Kept with the file, so that it can be understood later why it was made."),
    )
    with_protected = BooleanField(
        _l("With columns that can endanger people"),
        description=_l(
            "Sex worker-led, category, member since, city, registration, contacts and notes. A colleague of the "
            "secretariat has to agree first."
        ),
    )
    password = PasswordField(
        _l("Your password"),
        validators=[DataRequired(_l("Enter your password.")), Length(max=128)],
        description=_l("Asked once more, in case somebody else is at your screen."),
    )

    def fit(self, *, may_have_protected: bool, is_fresh: bool) -> None:
        """Leave out what this person is not to be asked."""
        if not may_have_protected:
            del self.with_protected
        if is_fresh:
            del self.password
