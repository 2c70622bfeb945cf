"""The secretariat's forms about what comes of a consultation: reminders, replies, the report, files."""

from flask_babel import lazy_gettext as _l
from wtforms import FormField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from nswp_members.consultations.labels import VERDICT_LABELS
from nswp_members.consultations.planning_forms import NeededTextsForm, TextsForm, VersionForm
from nswp_members.core.forms import CheckboxesField, Form, choices
from nswp_members.core.spreadsheets import Format
from nswp_members.organisations.fields import LongTextField


class NudgeForm(Form):
    """The regions to remind, and the sign of the list that was looked at."""

    regions = CheckboxesField(_l("Regions"), validators=[DataRequired(_l("Choose a region."))])
    seen = StringField(widget=HiddenInput(), validators=[Length(max=16)])


class ReplyForm(Form):
    """What becomes of a paragraph or of the answers to a question; ``seen`` is the version that was on the page."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    verdict = RadioField(
        _l("What becomes of it"),
        choices=choices(VERDICT_LABELS.items()),
        validators=[DataRequired(_l("Choose what becomes of it."))],
    )
    texts = FormField(NeededTextsForm, _l("What changed, and why"))
    wordings = FormField(TextsForm, _l("How the paragraph reads now"))


class ReportForm(Form):
    """The words of the report, and what the answers went into."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    summaries = FormField(NeededTextsForm, _l("Summary"))
    feeds = SelectField(_l("Version of the Statement that it goes into"))
    resource = StringField(_l("Title of the publication that it goes into"), validators=[Length(max=200)])


class PublishForm(VersionForm):
    """Who may read the report."""

    readers = RadioField(
        _l("Who reads it"),
        choices=choices((("asked", _l("Those who were asked")), ("everybody", _l("Everybody, without signing in")))),
        validators=[DataRequired(_l("Choose who reads it."))],
    )


class FileForm(Form):
    """A file of the answers without names."""

    format = RadioField(
        _l("File"),
        choices=choices(((Format.XLSX.value, "XLSX"), (Format.CSV.value, "CSV"))),
        default=Format.XLSX.value,
        validators=[DataRequired(_l("Choose a kind of file."))],
    )


class NamedFileForm(FileForm):
    """A file of the answers with names."""

    reason = LongTextField(
        _l("Why you need the names"),
        validators=[DataRequired(_l("Say why the file needs the names.")), Length(max=500)],
    )
