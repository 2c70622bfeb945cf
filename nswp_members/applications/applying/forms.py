"""The forms on the applicant's pages; those of the steps are made from the questions of a form version."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, HiddenField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length
from wtforms.widgets import HiddenInput

from nswp_members.applications.applying.fields import PlainForm, field_for, plain
from nswp_members.applications.completeness import fingerprint
from nswp_members.applications.models import Attachment, Question, QuestionKind
from nswp_members.core.forms import CheckboxesField, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.organisations.fields import lower
from nswp_members.organisations.forms import NOT_AN_ADDRESS

PREFIX, REMOVE = "q_", "r_"
MOST_SIGNS = 4000


class LinkForm(PlainForm):
    """What is needed to begin, or to get the link again."""

    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(_l("Enter an e-mail address.")), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
        description=_l("Use one that only people may read who may know of the application."),
    )
    locale = SelectField(
        _l("Language"), choices=choices((one, language_name(one)) for one in LANGUAGES), validators=[InputRequired()]
    )


class VersionForm(PlainForm):
    """A button pressed on a page that showed a version of the application."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class LetterForm(VersionForm):
    """What an applicant writes to the reviewers, as an answer or by themselves."""

    body = TextAreaField(
        _l("Your message"), validators=[DataRequired(_l("Write something first.")), Length(max=MOST_SIGNS)]
    )


class SubmitForm(VersionForm):
    """The last button: with which texts the applicant agreed."""

    statement = HiddenField()
    code_of_conduct = HiddenField()


class StepForm(PlainForm):
    """One step of the form, made for its questions by `step_form`."""

    seen = HiddenField()
    questions: Sequence[Question]

    def of(self, question: Question) -> Any:
        """Return the field of a question."""
        return self[PREFIX + question.key]

    def values(self) -> dict[str, Any]:
        """Return an answer or None for each question of the step but those for files."""
        asked = [one for one in self.questions if one.kind != QuestionKind.FILE]
        return {one.key: plain(one, self.of(one)) for one in asked}

    def removed(self, question: Question) -> set[UUID]:
        """Return the files that are to go."""
        field = self._fields.get(REMOVE + question.key)
        offered = {choice.value for choice in field.choices or []} if isinstance(field, SelectMultipleField) else set()
        return {UUID(one) for one in offered.intersection(field.data or [])} if field else set()

    def typed(self, pairs: MultiDict[str, str]) -> list[tuple[str, str]]:
        """Return those of the pairs that belong to this form's fields."""
        names = {field.name for field in self} - {REMOVE + one.key for one in self.questions}
        files = {PREFIX + one.key for one in self.questions if one.kind == QuestionKind.FILE}
        return [(name, value) for name, value in pairs.items(multi=True) if name.split("-")[0] in names - files]

    def offer_row(self, key: str) -> None:
        """Offer room for one more person, as far as the question goes."""
        for one in self.questions:
            field = self.of(one)
            if one.key == key and one.kind == QuestionKind.PEOPLE and len(field) < field.max_entries:
                field.append_entry()


def step_form(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    files: Mapping[UUID, Sequence[Attachment]],
    locale: str,
    pairs: MultiDict[str, Any] | None = None,
) -> StepForm:
    """Return the form of a step with the stored answers, or with what was sent (``pairs``)."""
    fields: dict[str, Any] = {PREFIX + one.key: field_for(one, locale) for one in questions}
    for one in questions:
        if kept := files.get(one.id):
            offered = choices((str(file.id), file.name) for file in kept)
            fields[REMOVE + one.key] = CheckboxesField(_l("Remove these files"), choices=offered)
    made: type[StepForm] = type("QuestionsForm", (StepForm,), {**fields, "questions": questions})
    stored = {PREFIX + one.key: answers[one.key] for one in questions if one.key in answers and one.kind != "file"}
    return made(pairs, seen=fingerprint(questions, answers), **({} if pairs is not None else stored))
