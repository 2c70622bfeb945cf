"""Forms about people and their roles."""

from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, SelectField
from wtforms.validators import DataRequired, Email, InputRequired, Optional

from nswp_members.accounts.viewers import ROLE_LABELS, SEAT_ROLES, Role
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name

BY_HAND = [role for role in ROLE_LABELS if role not in {Role.ORGANISATION, *SEAT_ROLES}]
ASSIGNABLE = [(role.value, ROLE_LABELS[role]) for role in BY_HAND]


class SearchForm(Form):
    """An address to look for."""

    class Meta:
        """Sent by GET: it changes nothing."""

        csrf = False

    email = EmailField(_l("E-mail address"), validators=[Optional()])


class InviteForm(Form):
    """The address of somebody to invite."""

    email = EmailField(
        _l("E-mail address"),
        validators=[
            DataRequired(_l("Enter the person's e-mail address.")),
            Email(_l("This is not an e-mail address. It looks like name@example.org.")),
        ],
    )
    locale = SelectField(
        _l("Language of the invitation"),
        choices=choices([(code, language_name(code)) for code in LANGUAGES]),
        validators=[InputRequired()],
    )


class AssignRoleForm(Form):
    """A role, where it holds, and until when; the view fills in regions and networks."""

    role = SelectField(_l("Role"), choices=choices(ASSIGNABLE), validators=[InputRequired()])
    region_code = SelectField(_l("Region"), validators=[Optional()])
    organisation_id = SelectField(_l("Network"), validators=[Optional()])
    valid_until = DateField(_l("Last day"), validators=[Optional()])

    def end(self) -> datetime | None:
        """Return the moment after the last day, in UTC."""
        if self.valid_until.data is None:
            return None
        return datetime.combine(self.valid_until.data + timedelta(days=1), time(), UTC)


class ConfirmForm(Form):
    """A button that confirms."""
