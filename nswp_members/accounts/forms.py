"""Forms about accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from nswp_members.core.clocks import zone_names
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name

LANGUAGE_CHOICES = [(code, language_name(code)) for code in LANGUAGES]
ZONES = [(name, name.replace("_", " ")) for name in zone_names()]


def new_password_field() -> PasswordField:
    """Return a field for a new password."""
    return PasswordField(_l("New password"), validators=[DataRequired(_l("Choose a password.")), Length(max=128)])


def repeat_field() -> PasswordField:
    """Return a field for the new password once more."""
    return PasswordField(
        _l("New password once more"),
        validators=[
            DataRequired(_l("The two passwords differ. Type the same one twice.")),
            EqualTo("password", _l("The two passwords differ. Type the same one twice.")),
        ],
    )


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        _l("E-mail address"), validators=[DataRequired(_l("Enter your e-mail address.")), Length(max=254)]
    )
    password = PasswordField(_l("Password"), validators=[DataRequired(_l("Enter your password."))])
    next = HiddenField()


class RequestResetForm(Form):
    """The address that wants a new password."""

    email = EmailField(
        _l("E-mail address"),
        validators=[
            DataRequired(_l("Enter your e-mail address.")),
            Email(_l("This is not an e-mail address. It looks like name@example.org.")),
        ],
    )


class ResetPasswordForm(Form):
    """A new password, twice."""

    password = new_password_field()
    repeat = repeat_field()


class AcceptNewForm(Form):
    """What a person without an account tells us when accepting an invitation."""

    name = StringField(
        _l("Your name, or the name you use"),
        validators=[DataRequired(_l("Enter a name by which we may address you.")), Length(max=100)],
    )
    locale = SelectField(
        _l("Language for pages and mail"), choices=choices(LANGUAGE_CHOICES), validators=[InputRequired()]
    )
    password = new_password_field()
    repeat = repeat_field()


class ConfirmForm(Form):
    """A button that confirms."""


class SettingsForm(Form):
    """Name, language, time zone and discretion."""

    name = StringField(
        _l("Your name, or the name you use"),
        validators=[DataRequired(_l("Enter a name by which we may address you.")), Length(max=100)],
    )
    locale = SelectField(
        _l("Language for pages and mail"), choices=choices(LANGUAGE_CHOICES), validators=[InputRequired()]
    )
    time_zone = SelectField(_l("Time zone"), choices=choices(ZONES))
    discreet = BooleanField(_l("Discreet mode"))


class ChangePasswordForm(Form):
    """The present password and a new one."""

    current_password = PasswordField(
        _l("Present password"), validators=[DataRequired(_l("Enter your present password."))]
    )
    password = new_password_field()
    repeat = repeat_field()


class PasswordAgainForm(Form):
    """Whoever does something grave proves again that it is they."""

    current_password = PasswordField(
        _l("Your password"), validators=[InputRequired(_l("Enter your password to confirm."))]
    )
