"""Forms of those who review applications, and of applicants who write to them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SearchField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from nswp_members.applications.models import Vacancy, Verdict
from nswp_members.applications.review_labels import VACANCY_LABELS, VERDICT_LABELS
from nswp_members.core.forms import CheckboxesField, Form, choices

MOST_SIGNS = 4000
YES, NO = "yes", "no"


def _words(label: Any, missing: Any) -> TextAreaField:
    return TextAreaField(label, validators=[DataRequired(missing), Length(max=MOST_SIGNS)])


class ActForm(Form):
    """An act on an application as somebody saw it."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that was sent along, 0 if there is none."""
        text = str((self.version.raw_data or [""])[0])
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class OpinionForm(ActForm):
    """Whether a reviewer knows the applicant, what they think and why."""

    known = RadioField(
        _l("Do you know this organisation?"),
        choices=choices([(YES, _l("Yes, I know them")), (NO, _l("No"))]),
        validators=[InputRequired(_l("Say whether you know them."))],
    )
    verdict = RadioField(_l("What do you think?"), validators=[InputRequired(_l("Choose one."))])
    reason = _words(_l("Your reasons"), _l("Say why, in a sentence or two."))

    def offer(self, verdicts: Iterable[Verdict]) -> None:
        """Offer what may be said now; where that is a report only, there is nothing to choose."""
        offered = list(verdicts)
        if offered == [Verdict.REPORT]:
            del self.verdict
        else:
            self.verdict.choices = choices((one.value, VERDICT_LABELS[one]) for one in offered)


class AskForm(ActForm):
    """What the applicant is asked, and which answers it is about."""

    body = _words(_l("What would you like to know?"), _l("Write what you would like to know."))
    questions = CheckboxesField(_l("Which answers may they change?"))


class RecuseForm(Form):
    """Why somebody stays away."""

    reason = _words(_l("What is the conflict?"), _l("Say in a few words what the conflict is."))


class AssignForm(ActForm):
    """Who takes care."""

    assignee = SelectField(_l("Who takes care of it"))


class RegionForm(ActForm):
    """The region that is to review an application, and why."""

    region_code = SelectField(_l("Region"), validators=[DataRequired(_l("Choose a region."))])
    reason = _words(_l("Why this region?"), _l("Say in a sentence why."))


class WriteForm(Form):
    """A letter or a private note."""

    body = _words(_l("Message"), _l("Write something first."))


class BoardForm(Form):
    """What the board is to show."""

    search = SearchField(_l("Name"), validators=[Optional(), Length(max=100)])
    region = SelectField(_l("Region"))
    state = SelectField(_l("Where it stands"))
    mine = BooleanField(_l("Only those that I take care of"))


def _days(label: Any) -> IntegerField:
    return IntegerField(
        label,
        validators=[
            InputRequired(_l("Enter a number of days.")),
            NumberRange(min=1, max=730, message=_l("Enter 1 to 730 days.")),
        ],
    )


class RuleForm(Form):
    """How a region reviews applications."""

    approvals = SelectField(_l("Approvals needed"), coerce=int, choices=choices([(1, "1"), (2, "2")]))
    vacancy = SelectField(
        _l("If a seat is vacant"), choices=choices((one.value, VACANCY_LABELS[one]) for one in Vacancy)
    )
    approvals_if_vacant = SelectField(
        _l("Approvals needed while a seat is vacant"), coerce=int, choices=choices([(1, "1"), (2, "2")])
    )
    network_id = SelectField(_l("Network that verifies"))
    days_to_check = _days(_l("Days for the completeness check"))
    days_to_decide = _days(_l("Days for the decision"))
    first_reminder = _days(_l("First reminder after how many days"))
    second_reminder = _days(_l("Second reminder after how many days"))
    days_to_verify = _days(_l("Days for the network"))
    days_to_answer = _days(_l("Days for the applicant to answer"))
    warn_before = _days(_l("Days before the end at which the applicant is warned"))
