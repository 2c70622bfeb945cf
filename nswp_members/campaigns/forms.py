"""The forms of planning, opening, extending and closing campaigns."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES

MOST_RUNGS = 6
FURTHEST_RUNG = 180
USUAL_RUNGS = "30, 14, 3"


class LockedForm(Form):
    """A change to a campaign as the person saw it: ``lock`` counts its changes."""

    lock = HiddenField(validators=[InputRequired(), Regexp(r"^\d{1,5}$")])

    @property
    def expected(self) -> int:
        """What the person saw."""
        return int(self.lock.data or 0)


class PlanForm(Form):
    """What a campaign is to be."""

    lock = HiddenField(validators=[Optional(), Regexp(r"^\d{1,5}$")], default="0")
    name = StringField(
        _l("Name of the campaign"),
        validators=[DataRequired(_l("Give the campaign a name.")), Length(max=120)],
        description=_l("Only the membership staff and the representatives see it."),
    )
    version = SelectField(_l("Which version?"), validators=[InputRequired(_l("Choose a version."))])
    search = SelectField(
        _l("Which members?"),
        description=_l("One of your saved searches. It is decided when the campaign opens, and stays so."),
        validators=[Optional()],
    )
    deadline = DateField(_l("Answer by"), validators=[InputRequired(_l("Enter a day."))])
    reminders = StringField(
        _l("Reminders, in days before the deadline"),
        default=USUAL_RUNGS,
        validators=[Length(max=60)],
        description=_l("For example 30, 14, 3. Everybody is written to at the opening; who has answered gets no more."),
    )

    def offer(self, versions: list[tuple[str, Any]], searches: list[tuple[str, Any]], everybody: Any) -> None:
        """Set the versions and searches to choose from."""
        self.version.choices = choices(versions)
        self.search.choices = choices(searches, blank=everybody)

    def validate_reminders(self, field: StringField) -> None:
        """Refuse what is no list of days."""
        found = re.split(r"[\s,;]+", (field.data or "").strip(" ,;"))
        if found == [""]:
            return
        if any(not one.isascii() or not one.isdecimal() or len(one) > len(str(FURTHEST_RUNG)) for one in found):
            raise ValidationError(_l("Enter whole numbers of days with commas between them, for example 30, 14, 3."))
        if len(set(found)) > MOST_RUNGS or any(int(one) > FURTHEST_RUNG for one in found):
            raise ValidationError(_l("Up to six reminders, each at most 180 days before the deadline."))

    def rungs(self) -> tuple[int, ...]:
        """Return the days from the deadline, below zero for before."""
        return tuple(sorted({-int(one) for one in re.findall(r"\d+", self.reminders.data or "")}))

    def words(self) -> dict[str, str]:
        """Return what is said about the version, by language."""
        return {language: self[f"words_{language}"].data or "" for language in LANGUAGES}


for _language in LANGUAGES:
    setattr(
        PlanForm,
        f"words_{_language}",
        TextAreaField(_l("What you want to say about the new version"), validators=[Length(max=3000)]),
    )


class ExtendForm(LockedForm):
    """Another deadline."""

    deadline = DateField(_l("New deadline"), validators=[InputRequired(_l("Enter a day."))])
