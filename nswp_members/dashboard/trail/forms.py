"""What to look for in the trail."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, StringField
from wtforms.validators import Length, Optional, Regexp

from nswp_members.audit.queries import TrailFilter
from nswp_members.core.forms import Form

AN_ID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class TrailForm(Form):
    """Narrows the trail; sent by GET."""

    class Meta:
        """It changes nothing, so it needs no token."""

        csrf = False

    action = StringField(_l("Action"), validators=[Optional(), Length(max=60)])
    email = EmailField(_l("Done by"), validators=[Optional(), Length(max=254)])
    subject = StringField(
        _l("Done to"),
        validators=[Optional(), Regexp(AN_ID, message=_l("This is not an id. Copy it from a line of the trail."))],
    )
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("Until"), validators=[Optional()])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return not any(field.data for field in self)

    def wanted(self, person_id: UUID | None) -> TrailFilter:
        """Return what the form asks for; ``person_id`` is whoever has the address given."""
        return TrailFilter(
            action=self.action.data or "",
            subject_id=UUID(self.subject.data) if self.subject.data else None,
            person_id=person_id,
            since=_midnight(self.since.data),
            until=_midnight(self.until.data, days=1),
        )


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """Return the beginning of a day in UTC, some days later."""
    return datetime.combine(day, time(), UTC) + timedelta(days=days) if day and day.year < 9999 else None
