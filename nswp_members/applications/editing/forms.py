"""Forms to write questions in five languages."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from nswp_members.applications.editing.checking import STEPS
from nswp_members.applications.editing.labels import KIND_LABELS
from nswp_members.applications.labels import STEP_LABELS
from nswp_members.applications.models import Question, QuestionKind
from nswp_members.core.forms import Form, choices, clean_text
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.core.text import clean, clean_lines

SPARE_OPTIONS = 3
MOST_OPTIONS = 20
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class LinesForm(PlainForm):
    """A text in each language."""

    en = TextAreaField(language_name("en"), validators=[Length(max=2000)])
    fr = TextAreaField(language_name("fr"), validators=[Length(max=2000)])
    es = TextAreaField(language_name("es"), validators=[Length(max=2000)])
    ru = TextAreaField(language_name("ru"), validators=[Length(max=2000)])
    zh = TextAreaField(language_name("zh"), validators=[Length(max=2000)])


class OptionForm(PlainForm):
    """One answer to choose: a code that stays, and words in each language."""

    code = StringField(_l("Code"), filters=[clean_text], validators=[Length(max=40)])
    en = StringField(language_name("en"), validators=[Length(max=300)])
    fr = StringField(language_name("fr"), validators=[Length(max=300)])
    es = StringField(language_name("es"), validators=[Length(max=300)])
    ru = StringField(language_name("ru"), validators=[Length(max=300)])
    zh = StringField(language_name("zh"), validators=[Length(max=300)])

    def validate_code(self, field: StringField) -> None:
        """Refuse words without a code, and codes with other signs than small letters, digits and hyphens."""
        if not field.data and any(self[code].data for code in LANGUAGES):
            raise ValidationError(_l("Give this answer a code."))
        if field.data and not CODE.fullmatch(field.data):
            raise ValidationError(_l("Use small Latin letters, digits and hyphens only."))


class QuestionForm(Form):
    """A question with all that belongs to it."""

    step = SelectField(_l("Step"), choices=choices((one, STEP_LABELS[one]) for one in STEPS))
    key = StringField(_l("Key"), validators=[DataRequired(_l("Give the question a key.")), Length(max=40)])
    kind = SelectField(_l("Kind of answer"), choices=choices((one.value, KIND_LABELS[one]) for one in QuestionKind))
    labels = FormField(LinesForm, _l("The question"))
    help = FormField(LinesForm, _l("Help below the question"))
    is_required = BooleanField(_l("Everybody must answer it"))
    for_networks = BooleanField(_l("The regional network may read the answer when it verifies"))
    most = IntegerField(
        _l("At most"), validators=[Optional(), NumberRange(1, 10_000, _l("Enter a number from 1 to 10000."))]
    )
    condition = SelectField(_l("Only if this question …"))
    condition_is = StringField(_l("… has one of these answers"), validators=[Length(max=300)])
    options = FieldList(FormField(OptionForm, _l("Answer")), _l("Answers to choose from"), max_entries=MOST_OPTIONS)

    def validate_key(self, field: StringField) -> None:
        """Refuse keys that code could not use."""
        if not KEY.fullmatch(field.data or ""):
            raise ValidationError(_l("Use small Latin letters, digits and underscores, with a letter first."))

    def validate_condition_is(self, _field: StringField) -> None:
        """Refuse half a condition."""
        if bool(self.condition.data) != bool(self.codes):
            raise ValidationError(_l("Choose a question and enter codes of its answers, or neither."))

    @property
    def codes(self) -> list[str]:
        """The codes of the answers that the condition names."""
        return list(dict.fromkeys(filter(None, map(clean, (self.condition_is.data or "").split(",")))))

    def offer(self, others: Iterable[Question]) -> None:
        """Offer questions with answers to choose from for the condition, and room for more answers."""
        kinds = (QuestionKind.CHOICE, QuestionKind.CHOICES)
        offered = [(one.key, one.labels.get("en") or one.key) for one in others if one.kind in kinds]
        self.condition.choices = choices(offered, blank=_l("No condition"))
        if not self.is_submitted():
            for _spare in range(min(SPARE_OPTIONS, MOST_OPTIONS - len(self.options))):
                self.options.append_entry()

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the question."""
        condition = {"question": self.condition.data, "is": self.codes} if self.condition.data else None
        return {
            "step": self.step.data,
            "key": self.key.data,
            "kind": self.kind.data,
            "labels": _words(self.labels.data),
            "help": _words(self.help.data),
            "options": [{"code": one["code"], "labels": _words(one)} for one in self.options.data if one.get("code")],
            "is_required": bool(self.is_required.data),
            "for_networks": bool(self.for_networks.data),
            "most": self.most.data,
            "required_if": condition,
        }


def _words(data: dict[str, Any]) -> dict[str, str]:
    """Return the words of the languages in which there are any."""
    cleaned = {code: clean_lines(data.get(code) or "") for code in LANGUAGES}
    return {code: text for code, text in cleaned.items() if text}


def filled_from(question: Question) -> dict[str, Any]:
    """Return what the form shows of a question."""
    condition = question.required_if or {}
    return {
        "step": question.step,
        "key": question.key,
        "kind": question.kind,
        "labels": question.labels,
        "help": question.help,
        "is_required": question.is_required,
        "for_networks": question.for_networks,
        "most": question.most,
        "condition": condition.get("question", ""),
        "condition_is": ", ".join(condition.get("is", ())),
        "options": [{"code": one["code"], **one["labels"]} for one in question.options],
    }
