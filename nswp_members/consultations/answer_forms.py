"""The forms in which consultations are answered; those of questions are made from the questions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.consultations.labels import NO, STANCE_LABELS, YES
from nswp_members.consultations.models import ConsultationQuestion, QuestionType
from nswp_members.consultations.words import answer_languages, options_of, words
from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.organisations.fields import LongTextField

PREFIX = "a_"
MOST_SIGNS = 5000
LARGEST = 1_000_000_000
LEAST, MOST = 1, 5
TOO_LONG = _l("Keep it to 5000 signs.")
ANSWER_THIS = _l("Please answer this.")


class AnswerForm(Form):
    """An answer in words, in whatever language."""

    locale = SelectField(_l("Language of your answer"), validators=[InputRequired()])

    def offer(self, locale: str) -> None:
        """Offer the languages in which somebody may answer."""
        self.locale.choices = choices(answer_languages(locale))

    def pairs(self, sent: Any) -> list[tuple[str, str]]:
        """Return those of the pairs that were sent which belong to this form, for keeping as a draft."""
        names = {field.name for field in self} - {"csrf_token", "seen"}
        return [(name, value) for name, value in sent.items(multi=True) if name in names]


class PositionForm(AnswerForm):
    """The position of an organisation on a paragraph; ``seen`` is its version on the page."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    stance = RadioField(
        _l("Our position"), choices=choices(STANCE_LABELS.items()), validators=[DataRequired(_l("Choose one."))]
    )
    proposal = LongTextField(_l("Wording that we propose"), validators=[Length(max=MOST_SIGNS, message=TOO_LONG)])
    comment = LongTextField(_l("Why"), validators=[Length(max=MOST_SIGNS, message=TOO_LONG)])


class CommentForm(AnswerForm):
    """What a person says for themselves."""

    text = LongTextField(_l("Your comment"), validators=[Length(max=MOST_SIGNS, message=TOO_LONG)])


class QuestionsForm(AnswerForm):
    """Some questions, made by `questions_form`; ``seen`` is the fingerprint of the answers on the page."""

    seen = HiddenField()
    questions: Sequence[ConsultationQuestion] = ()

    def of(self, question: ConsultationQuestion) -> Any:
        """Return the field of a question."""
        return self[PREFIX + question.key]

    def values(self) -> dict[str, Any]:
        """Return an answer or None for each question, by key, as `QuestionType` says."""
        return {one.key: _plain(one, self.of(one).data) for one in self.questions}


class OneOfField(RadioField):
    """One of several choices, or none."""

    def pre_validate(self, form: Any) -> None:
        """Take nothing as no answer."""
        if self.data not in (None, "", "None"):
            super().pre_validate(form)


class FewChoices:
    """Refuses more choices than a number."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Any) -> None:  # noqa: ARG002
        """Refuse a choice too many."""
        if len(field.data or ()) > self.most:
            raise ValidationError(_l("Choose at most %(most)s.", most=self.most))


def questions_form(
    questions: Sequence[ConsultationQuestion],
    stored: dict[str, Any],
    locale: str,
    sent: Any = None,
    *,
    seen: str = "",
    language: str = "",
    meta: dict[str, Any] | None = None,
) -> QuestionsForm:
    """Return the form of some questions with the stored answers by key, or with what was sent."""
    fields = {PREFIX + one.key: _field(one, locale) for one in questions}
    made: type[QuestionsForm] = type("SomeQuestionsForm", (QuestionsForm,), {**fields, "questions": questions})
    data = {PREFIX + one.key: _shown(one, stored.get(one.key)) for one in questions}
    form = made(sent, seen=seen, locale=language or locale, meta=meta or {}, **data)
    form.offer(locale)
    return form


def _field(question: ConsultationQuestion, locale: str) -> Any:
    """Return the unbound field of a question."""
    common: dict[str, Any] = {
        "label": words(question.labels, locale),
        "description": words(question.hints, locale),
    }
    needed: list[Any] = [InputRequired(ANSWER_THIS)] if question.is_required else [Optional()]
    least, most = question.least, question.most
    match question.type:
        case QuestionType.CHOICE:
            return OneOfField(choices=choices(options_of(question, locale)), validators=needed, **common)
        case QuestionType.CHOICES:
            checks = [*needed, *([FewChoices(most)] if most else [])]
            return CheckboxesField(choices=choices(options_of(question, locale)), validators=checks, **common)
        case QuestionType.YES_NO:
            return OneOfField(choices=choices([("yes", YES), ("no", NO)]), validators=needed, **common)
        case QuestionType.SCALE:
            return OneOfField(choices=choices(_degrees(question, locale)), validators=needed, **common)
        case QuestionType.NUMBER:
            bounds = NumberRange(0 if least is None else least, LARGEST if most is None else most)
            return IntegerField(validators=[*needed, bounds], render_kw={"inputmode": "numeric"}, **common)
        case _:
            return LongTextField(validators=[*needed, Length(max=most or MOST_SIGNS)], **common)


def _degrees(question: ConsultationQuestion, locale: str) -> list[tuple[str, str]]:
    """Return the degrees of a scale, with words where there are any."""
    named = dict(options_of(question, locale))
    first = LEAST if question.least is None else question.least
    last = MOST if question.most is None else question.most
    codes = [str(number) for number in range(first, last + 1)]
    return [(code, f"{code} – {named[code]}" if code in named else code) for code in codes]


def _shown(question: ConsultationQuestion, value: Any) -> Any:
    """Return a stored answer as the field shows it."""
    if question.type == QuestionType.YES_NO and value is not None:
        return "yes" if value else "no"
    return str(value) if question.type == QuestionType.SCALE and value is not None else value


def _plain(question: ConsultationQuestion, data: Any) -> Any:
    """Return what is in a field as it is stored."""
    if data in (None, "", "None", []):
        return None
    if question.type == QuestionType.YES_NO:
        return data == "yes"
    return int(data) if question.type == QuestionType.SCALE else data
