"""Forms about memberships: steps, categories and the days to count on."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES
from nswp_members.membership.steps import Step

LONGEST = 2000
FIRST_DAY = date(1990, 1, 1)
DAY = _l("Enter a day.")
NOT_TO_COME = _l("The day lies in the future. Choose today or an earlier day.")
RESOLVED = (Step.SUSPEND, Step.REINSTATE, Step.EXPEL)


class StepForm(Form):
    """Why a membership changes, on which decision, from which day."""

    category: Any = None
    on = DateField(_l("From which day"), default=today, validators=[InputRequired(DAY)])
    reason = TextAreaField(_l("Why?"), validators=[DataRequired(_l("Say why.")), Length(max=LONGEST)])
    reference = StringField(_l("Reference of the decision"), validators=[Length(max=200)])

    def validate_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > today():
            raise ValidationError(NOT_TO_COME)


class ResolvedForm(StepForm):
    """A step that somebody resolved upon."""

    reference = StringField(
        _l("Reference of the decision"),
        validators=[
            DataRequired(_l("Enter who decided and when, for example a number of the minutes.")),
            Length(max=200),
        ],
    )


class CategoryStepForm(StepForm):
    """A step into a category."""

    category = RadioField(_l("Category"), validators=[InputRequired(_l("Choose one."))])


class ReviewForm(Form):
    """What came of a review."""

    outcome = TextAreaField(
        _l("What came of it?"), validators=[DataRequired(_l("Say in a sentence what came of it.")), Length(max=LONGEST)]
    )


class LeaveForm(Form):
    """An organisation's own wish to leave, confirmed with the password."""

    reason = TextAreaField(_l("Would you like to tell us why?"), validators=[Length(max=LONGEST)])
    current_password = PasswordField(_l("Your password"))

    def ask_for_password(self) -> None:
        """Show the password as something that has to be entered; the view asks for it in a second step only."""
        self.current_password.flags.required = True


def step_form(step: Step, categories: list[tuple[str, str]]) -> StepForm:
    """Return the form for a step of the secretariat."""
    if step in (Step.BEGIN, Step.REASSESS):
        form = CategoryStepForm()
        form.category.choices = choices(categories)
        return form
    return ResolvedForm() if step in RESOLVED else StepForm()


class CategoryForm(Form):
    """A category of membership; names and descriptions in five languages."""

    names: dict[str, str]
    has_vote = BooleanField(_l("Members of this category vote"))
    vote_from = DateField(_l("From which day"), validators=[Optional()])
    is_open = BooleanField(_l("Organisations can apply for it"))
    position = IntegerField(_l("Place in lists"), validators=[InputRequired(_l("Enter a number.")), NumberRange(1, 99)])
    valid_from = DateField(_l("Given from"), validators=[Optional()])
    valid_until = DateField(_l("Not given any more from"), validators=[Optional()])
    version = IntegerField(_l("Version"), default=0, validators=[Optional()])

    def validate_valid_until(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.valid_from.data and field.data <= self.valid_from.data:
            raise ValidationError(_l("The last day has to come after the first."))

    def validate_vote_from(self, field: DateField) -> None:
        """Refuse a day before there was a network."""
        _check_not_too_early(field)

    def words(self, kind: str) -> dict[str, str]:
        """Return the names or the descriptions that were entered, by language."""
        entered = {language: self[f"{kind}_{language}"].data or "" for language in LANGUAGES}
        return {language: text for language, text in entered.items() if text}


for _language in LANGUAGES:
    setattr(
        CategoryForm,
        f"name_{_language}",
        StringField(
            _l("Name"),
            validators=[DataRequired(_l("Enter a name.")) if _language == "en" else Optional(), Length(max=80)],
        ),
    )
    setattr(CategoryForm, f"description_{_language}", TextAreaField(_l("What it means"), validators=[Length(max=500)]))


class NewCategoryForm(CategoryForm):
    """A category to be added."""

    code = StringField(
        _l("Code"),
        validators=[
            DataRequired(_l("Enter a code.")),
            Length(max=20),
            Regexp("^[a-z][a-z-]*$", message=_l("Use small letters from a to z and hyphens.")),
        ],
    )


class CountsForm(Form):
    """The days to count on; sent by GET."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    on = DateField(_l("Members on"), validators=[Optional()])
    since = DateField(_l("Compared with"), validators=[Optional()])

    def validate_on(self, field: DateField) -> None:
        """Refuse a day to come, of which nothing is known, and one before there was a network."""
        if field.data and field.data > today():
            raise ValidationError(NOT_TO_COME)
        _check_not_too_early(field)

    def validate_since(self, field: DateField) -> None:
        """Refuse a day that does not come before the other."""
        last = self.on.data or today()
        if field.data and field.data >= last:
            raise ValidationError(_l("Choose a day before the other one."))
        _check_not_too_early(field)

    def days(self) -> tuple[date, date]:
        """Return the day to count on, and the day to compare it with: a year before unless another is chosen."""
        on = self.on.data or today()
        return on, self.since.data or _a_year_before(on)


def _check_not_too_early(field: DateField) -> None:
    if field.data and field.data < FIRST_DAY:
        raise ValidationError(_l("Choose a day from 1990 on."))


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
