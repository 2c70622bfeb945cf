"""The secretariat's forms: what a consultation is, its paragraphs and questions, more time, links, translations."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from nswp_members.consultations.labels import KIND_LABELS, OUTCOME_LABELS, TYPE_LABELS
from nswp_members.consultations.models import ConsultationQuestion, QuestionType
from nswp_members.consultations.queries.asking import CHOOSING
from nswp_members.core.forms import CheckboxesField, Form, choices, clean_text
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.core.text import clean, clean_lines
from nswp_members.organisations.fields import LongTextField, lower
from nswp_members.organisations.forms import NOT_AN_ADDRESS

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
RESERVED = frozenset({"new", "requests"})
SPARE_OPTIONS, MOST_OPTIONS = 4, 20
WIDEST_SCALE = 10


class TitlesForm(PlainForm):
    """A short text in each language."""

    en = StringField(language_name("en"), filters=[clean_text], validators=[Length(max=200)])
    fr = StringField(language_name("fr"), filters=[clean_text], validators=[Length(max=200)])
    es = StringField(language_name("es"), filters=[clean_text], validators=[Length(max=200)])
    ru = StringField(language_name("ru"), filters=[clean_text], validators=[Length(max=200)])
    zh = StringField(language_name("zh"), filters=[clean_text], validators=[Length(max=200)])


class TextsForm(PlainForm):
    """A long text in each language."""

    en = TextAreaField(language_name("en"), validators=[Length(max=8000)])
    fr = TextAreaField(language_name("fr"), validators=[Length(max=8000)])
    es = TextAreaField(language_name("es"), validators=[Length(max=8000)])
    ru = TextAreaField(language_name("ru"), validators=[Length(max=8000)])
    zh = TextAreaField(language_name("zh"), validators=[Length(max=8000)])


class NeededTextsForm(TextsForm):
    """A long text that is there in English at least, which everybody gets whose language is missing."""

    en = TextAreaField(
        language_name("en"), validators=[DataRequired(_l("Write at least the English text.")), Length(max=8000)]
    )


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


class VersionForm(Form):
    """A button pressed on a page that showed a version of the consultation."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class PlanForm(Form):
    """What a consultation is, whom it asks and until when."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()], default=0)
    slug = StringField(_l("Address"), validators=[DataRequired(_l("Give it an address.")), Length(max=80)])
    kind = RadioField(_l("Kind"), choices=choices(KIND_LABELS.items()), validators=[DataRequired(_l("Choose a kind."))])
    outcome = SelectField(_l("What the answers are for"), choices=choices(OUTCOME_LABELS.items()))
    titles = FormField(TitlesForm, _l("Title"))
    introductions = FormField(TextsForm, _l("Introduction"))
    opens_on = DateField(_l("First day"), validators=[InputRequired(_l("Enter the day."))])
    closes_on = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the day."))])
    regions = CheckboxesField(_l("Only these regions"))
    countries = SelectMultipleField(_l("Only these countries"))
    individual_comments = BooleanField(_l("People may also comment for themselves"))

    def validate_slug(self, field: StringField) -> None:
        """Refuse what is no plain address, or one that a page of ours has."""
        if not SLUG.fullmatch(field.data or "") or field.data in RESERVED:
            raise ValidationError(_l("Use small Latin letters and digits, with hyphens between words."))

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        first: Any = self.opens_on.data
        if field.data and first and field.data < first:
            raise ValidationError(_l("The last day cannot be before the first."))

    @property
    def audience(self) -> dict[str, list[str]]:
        """Whom it asks, as the consultation keeps it."""
        return {"regions": list(self.regions.data or ()), "countries": list(self.countries.data or ())}


class ParagraphForm(Form):
    """A paragraph of the draft."""

    titles = FormField(TitlesForm, _l("Heading"))
    contents = FormField(NeededTextsForm, _l("Text"))


class TakeForm(Form):
    """A version of a statement whose paragraphs are to be discussed."""

    version_id = SelectField(_l("Take the paragraphs of"), validators=[InputRequired(_l("Choose a version."))])


class QuestionForm(Form):
    """A question with all that belongs to it."""

    type = SelectField(_l("Kind of answer"), choices=choices(TYPE_LABELS.items()))
    labels = FormField(NeededTextsForm, _l("The question"))
    hints = FormField(TextsForm, _l("Help below the question"))
    is_required = BooleanField(_l("Everybody must answer it"))
    least = IntegerField(_l("At least"), validators=[Optional(), NumberRange(0, 1_000_000)])
    most = IntegerField(_l("At most"), validators=[Optional(), NumberRange(1, 1_000_000)])
    options = FieldList(FormField(OptionForm, _l("Answer")), _l("Answers to choose from"), max_entries=MOST_OPTIONS)

    def validate_most(self, field: IntegerField) -> None:
        """Refuse bounds in the wrong order, and scales that nobody could read on a phone."""
        if field.data is None:
            return
        least = self.least.data or 0
        if field.data < least:
            raise ValidationError(_l("This cannot be less than the number before."))
        if self.type.data == QuestionType.SCALE and field.data - least > WIDEST_SCALE:
            raise ValidationError(_l("A scale has at most eleven degrees."))

    def offer(self) -> None:
        """Offer room for more answers to choose from."""
        if not self.is_submitted():
            for _spare in range(min(SPARE_OPTIONS, MOST_OPTIONS - len(self.options))):
                self.options.append_entry()

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the question."""
        kept = (*CHOOSING, QuestionType.SCALE)
        offered = [{"code": one["code"], "labels": words_in(one)} for one in self.options.data if one.get("code")]
        return {
            "type": self.type.data,
            "labels": words_in(self.labels.data),
            "hints": words_in(self.hints.data),
            "is_required": bool(self.is_required.data),
            "least": self.least.data,
            "most": self.most.data,
            "options": offered if self.type.data in kept else [],
        }


class ExtendForm(VersionForm):
    """More time, and why."""

    closes_on = DateField(_l("New last day"), validators=[InputRequired(_l("Enter the day."))])
    reason = LongTextField(_l("Reason"), validators=[DataRequired(_l("Give the reason.")), Length(max=1000)])


class InviteForm(Form):
    """A person who is to answer for themselves."""

    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(_l("Enter an e-mail address.")), Email(NOT_AN_ADDRESS), Length(max=254)],
        filters=(lower,),
    )
    name = StringField(_l("Name"), validators=[Length(max=100)])
    locale = SelectField(_l("Language of the letter"), choices=choices((one, language_name(one)) for one in LANGUAGES))


class TranslateForm(Form):
    """A translation; ``seen`` is the version of the text that was on the page."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    locale = SelectField(_l("Translate into"), choices=choices((one, language_name(one)) for one in LANGUAGES))
    words = LongTextField(
        _l("Translation"), validators=[DataRequired(_l("Write the translation.")), Length(max=10_000)]
    )
    is_machine = BooleanField(_l("A machine made this translation"))


def words_in(data: dict[str, Any], *, on_one_line: bool = False) -> dict[str, str]:
    """Return the words of the languages in which there are any."""
    tidy = clean if on_one_line else clean_lines
    cleaned = {code: tidy(data.get(code) or "") for code in LANGUAGES}
    return {code: text for code, text in cleaned.items() if text}


def filled_from(question: ConsultationQuestion) -> dict[str, Any]:
    """Return what the form shows of a question."""
    return {
        "type": question.type,
        "labels": question.labels,
        "hints": question.hints,
        "is_required": question.is_required,
        "least": question.least,
        "most": question.most,
        "options": [{"code": one["code"], **one["labels"]} for one in question.options],
    }
