"""Forms about statements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from nswp_members.core.documents import MAX_BYTES
from nswp_members.core.forms import Form, choices
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.core.text import clean_lines
from nswp_members.statements import queries
from nswp_members.statements.canonical import mark_of
from nswp_members.statements.labels import FORMAT_LABELS, KIND_LABELS
from nswp_members.statements.models import Format, StatementBlock, StatementTranslation, StatementVersion
from nswp_members.statements.services import Typed

MOST_PARAGRAPHS = 80
TO_CHOOSE = _l("Choose one.")


def languages(codes: Iterable[str]) -> list[Any]:
    """Return the choices of languages by their own names."""
    return choices([(code, language_name(code)) for code in codes])


class DetailsForm(Form):
    """What a version is called, and when it was consulted on."""

    label = StringField(
        _l("Name of the edition"),
        validators=[
            DataRequired(_l("Give it a name.")),
            Length(max=30),
            Regexp(r"^[\w][\w .-]*$", message=_l("Use letters, digits, spaces, dots and hyphens only.")),
        ],
        description=_l("As a rule the year, for example 2027. It becomes part of the page's address."),
    )
    consulted_year = IntegerField(
        _l("Year of the consultation"),
        validators=[Optional(), NumberRange(1990, 2100)],
        description=_l("Apart from the publication, which may come later."),
    )


class EditDetailsForm(DetailsForm):
    """The details of a draft, with the language that counts."""

    authoritative_locale = RadioField(
        _l("Authoritative language"),
        validators=[InputRequired(TO_CHOOSE)],
        description=_l("If translations differ, this text counts."),
    )

    @classmethod
    def of(cls, version: StatementVersion, codes: Iterable[str]) -> "EditDetailsForm":
        """Return the form with what is known of a draft, and the languages that it has."""
        form = cls(obj=version)
        form.authoritative_locale.choices = languages(codes)
        return form


class ParagraphForm(Form):
    """A paragraph in one language; ``seen`` is the mark of what the page showed."""

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    key = HiddenField()
    seen = HiddenField()
    title = StringField(_l("Heading"), validators=[Length(max=300)])
    content = TextAreaField(_l("Text"), validators=[Length(max=8000)])

    def typed(self) -> Typed:
        """Return what was typed."""
        kind = self.kind.data if "kind" in self else None
        words = clean_lines(self.content.data or "")
        return Typed(self.key.data or "", self.title.data or "", words, self.seen.data or "", kind)


class LeadingParagraphForm(ParagraphForm):
    """A paragraph in the authoritative language, which decides what kind it is in all of them."""

    kind = SelectField(_l("Kind"), choices=choices(KIND_LABELS.items()), validators=[InputRequired(TO_CHOOSE)])


class WordsForm(Form):
    """All words of a version in one language."""

    seen = HiddenField()
    title = StringField(_l("Title"), validators=[Length(max=200)])
    introduction = TextAreaField(_l("Introduction"), validators=[Length(max=8000)])
    paragraphs = FieldList(FormField(ParagraphForm), _l("Paragraphs"), max_entries=MOST_PARAGRAPHS)

    @classmethod
    def of(cls, translation: StatementTranslation) -> "WordsForm":
        """Return the form with the words as they are, or with what was sent."""
        return cls(data=cls._values(translation, []))

    @classmethod
    def again(cls, translation: StatementTranslation, typed: list[Typed]) -> "WordsForm":
        """Return the form with what was typed on top of the words as they are now, to be looked at and sent again."""
        return cls(formdata=None, data=cls._values(translation, typed))

    @classmethod
    def _values(cls, translation: StatementTranslation, typed: list[Typed]) -> dict[str, Any]:
        changed = {one.key: one for one in typed if one.is_changed}
        head = changed.get(queries.HEAD)
        return {
            "seen": mark_of(translation.title, translation.introduction),
            "title": head.title if head else translation.title,
            "introduction": head.content if head else translation.introduction,
            "paragraphs": [cls._row(one, changed.get(one.key)) for one in translation.blocks],
        }

    @classmethod
    def _row(cls, block: StatementBlock, typed: Typed | None) -> dict[str, Any]:
        return {
            "key": block.key,
            "seen": mark_of(block.title, block.content),
            "title": typed.title if typed else block.title,
            "content": typed.content if typed else block.content,
        }

    def typed(self) -> list[Typed]:
        """Return what was typed, title and introduction first."""
        introduction = clean_lines(self.introduction.data or "")
        head = Typed(queries.HEAD, self.title.data or "", introduction, self.seen.data or "")
        return [head, *(row.form.typed() for row in self.paragraphs)]


class LeadingWordsForm(WordsForm):
    """The words in the authoritative language of a draft, with the kind of each paragraph."""

    paragraphs = FieldList(FormField(LeadingParagraphForm), _l("Paragraphs"), max_entries=MOST_PARAGRAPHS)

    @classmethod
    def _row(cls, block: StatementBlock, typed: Typed | None) -> dict[str, Any]:
        kind = (typed.kind if typed else None) or block.kind
        seen = mark_of(block.title, block.content, block.kind)
        return {**super()._row(block, typed), "kind": kind, "seen": seen}


class LanguageForm(Form):
    """A language to translate into."""

    locale = SelectField(_l("Language"))

    @classmethod
    def of(cls, present: Iterable[str]) -> "LanguageForm":
        """Return the form with the languages that are missing."""
        form = cls()
        form.locale.choices = languages(code for code in LANGUAGES if code not in set(present))
        return form


class FreezeForm(Form):
    """The date of publication, which may be a year, a month or a day."""

    published_on = StringField(
        _l("Date of publication"),
        validators=[DataRequired(_l("Enter the date of publication.")), Length(max=10)],
        description=_l("A year, a month or a day: 2026, 2026-05 or 2026-05-31."),
    )

    @classmethod
    def on(cls, day: date) -> "FreezeForm":
        """Return the form with a day to begin with."""
        return cls(published_on=day.isoformat())


class CorrectionForm(Form):
    """What a correction of a translation is about, for everybody to read."""

    correction = TextAreaField(
        _l("What was corrected, and why"),
        validators=[DataRequired(_l("Say what was corrected.")), Length(max=2000)],
        description=_l("Everybody can read this beside the revision."),
    )


class FileForm(Form):
    """A version as a file in one language and format."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, office document without macros or picture, up to 10 MB. Documents may name their author inside;"
            " look before you share one."
        ),
    )
    locale = RadioField(_l("Language"), validators=[InputRequired(TO_CHOOSE)])
    file_format = RadioField(
        _l("Format"), choices=choices(FORMAT_LABELS.items()), validators=[InputRequired(TO_CHOOSE)]
    )

    @classmethod
    def fresh(cls) -> "FileForm":
        """Return the form with the languages in their own names."""
        form = cls()
        form.locale.choices = languages(LANGUAGES)
        return form

    def sent_file(self) -> bytes:
        """Return the file, no more of it than is needed to see that it is too large; nothing if none was chosen."""
        return bytes(self.file.data.read(MAX_BYTES + 1)) if self.file.data else b""

    def values(self) -> dict[str, Any]:
        """Return language and format."""
        return {"locale": self.locale.data, "file_format": Format(self.file_format.data)}


class ConfirmForm(Form):
    """A button that confirms."""
