"""Forms about thresholds and assessments."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FormField, IntegerField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from nswp_members.applications.assessing.judging import PAIRS
from nswp_members.applications.assessing.labels import PAIR_LABELS
from nswp_members.core.forms import Form

MOST_PEOPLE = 1_000_000
NOT_A_SHARE = _l("Enter a whole number from 1 to 100, or nothing if this number is not to count.")


class PairForm(PlainForm):
    """How many of how many."""

    sex_workers = IntegerField(
        _l("Sex workers"),
        validators=[Optional(), NumberRange(0, MOST_PEOPLE, _l("Enter a whole number from 0 on."))],
    )
    total = IntegerField(
        _l("All together"),
        validators=[Optional(), NumberRange(0, MOST_PEOPLE, _l("Enter a whole number from 0 on."))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a pair, and more sex workers than people; a rule of an empty field would not be asked."""
        if not super().validate(extra_validators):
            return False
        part, total = self.sex_workers.data, self.total.data
        if (part is None) != (total is None):
            self.total.errors = [_l("Enter both numbers, or none.")]
        elif part is not None and total is not None and part > total:
            self.total.errors = [_l("There cannot be more sex workers than people all together.")]
        return not self.total.errors


class AssessmentForm(Form):
    """The counts to go by, and what else there is to say."""

    count_decisions = FormField(PairForm, PAIR_LABELS["count_decisions"])
    count_spokespeople = FormField(PairForm, PAIR_LABELS["count_spokespeople"])
    count_staff = FormField(PairForm, PAIR_LABELS["count_staff"])
    count_members = FormField(PairForm, PAIR_LABELS["count_members"])
    note = TextAreaField(_l("Note"), validators=[Length(max=1000)])

    @property
    def counts(self) -> dict[str, Any]:
        """The pairs that are given."""
        found = {pair: self[pair].data for pair in PAIRS}
        return {
            pair: {"sex_workers": data["sex_workers"], "total": data["total"]}
            for pair, data in found.items()
            if data["total"] is not None
        }


class ShareField(IntegerField):
    """A share in whole per cent, with the sign of per cent or without."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        text = "".join(valuelist[:1]).replace("%", "").strip()
        self.data = None
        if text:
            try:
                self.data = int(text)
            except ValueError as error:
                raise ValueError(NOT_A_SHARE) from error


def _share(pair: str) -> IntegerField:
    return ShareField(
        PAIR_LABELS[pair], validators=[Optional(), NumberRange(1, 100, NOT_A_SHARE)], render_kw={"inputmode": "numeric"}
    )


class ThresholdForm(Form):
    """A new set of thresholds, in per cent."""

    name = StringField(_l("Name of the set"), validators=[DataRequired(_l("Give it a name.")), Length(max=120)])
    valid_from = DateField(_l("Holds from"), validators=[InputRequired(_l("Choose a day."))])
    count_decisions = _share("count_decisions")
    count_spokespeople = _share("count_spokespeople")
    count_staff = _share("count_staff")
    count_members = _share("count_members")

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a set without any threshold."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not self.shares:
            self.count_decisions.errors = [_l("Enter at least one threshold.")]
        return is_valid and bool(self.shares)

    @property
    def shares(self) -> dict[str, int]:
        """The thresholds that are given."""
        return {pair: self[pair].data for pair in PAIRS if self[pair].data is not None}
