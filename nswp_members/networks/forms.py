"""Forms about networks."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    StringField,
    TextAreaField,
)
from wtforms.fields import BooleanField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from nswp_members.core.documents import MAX_BYTES
from nswp_members.core.forms import Form, choices
from nswp_members.networks.models import Document, Network, Post, Readers
from nswp_members.regions.geography import Region


class ServedRegionForm(Form):
    """Whether a network serves a region, and which part of it."""

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    code = HiddenField()
    served = BooleanField(_l("Serves this region"))
    part = StringField(_l("Only this part of it"), validators=[Length(max=120)])


class NetworkForm(Form):
    """What is known of a network beyond its profile."""

    founded_year = IntegerField(_l("Founded in"), validators=[Optional(), NumberRange(1900, 2100)])
    regions = FieldList(FormField(ServedRegionForm), _l("Regions"), max_entries=len(Region))

    @classmethod
    def of(cls, network: Network | None) -> "NetworkForm":
        """Return the form with all five regions."""
        served = {one.region_code: one.part for one in network.regions} if network else {}
        rows = [{"code": one.value, "served": one.value in served, "part": served.get(one.value, "")} for one in Region]
        form = cls(founded_year=network.founded_year if network else None, regions=rows)
        for row, region in zip(form.regions, Region, strict=False):
            if row.form.code.data not in set(Region):
                row.form.code.data = region.value
        return form

    def serves(self) -> dict[str, str]:
        """Return the part served of each region that is ticked."""
        return {row["code"]: row["part"] or "" for row in self.regions.data if row["served"]}


class SearchForm(Form):
    """Which organisation to add."""

    class Meta(Form.Meta):
        """Nothing is changed by searching."""

        csrf = False

    q = SearchField(_l("Name"))


class BeginForm(Form):
    """The day a membership began, if it is known."""

    day = DateField(_l("Member of the network since"), validators=[Optional()])


class EndForm(Form):
    """The day a membership ended."""

    day = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])


class WordsForm(Form):
    """Something to say, which may be nothing."""

    words = TextAreaField(_l("What you want to say"), validators=[Length(max=4000)])


class MessageForm(Form):
    """Something to say."""

    words = TextAreaField(
        _l("What you want to say"), validators=[DataRequired(_l("Write something.")), Length(max=4000)]
    )


class ReasonForm(Form):
    """Why something is declined or objected to."""

    reason = TextAreaField(_l("Reason"), validators=[DataRequired(_l("Give a reason.")), Length(max=4000)])


class LeaveForm(WordsForm):
    """The last day of a membership, and something to say."""

    day = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])


class DismissForm(ReasonForm):
    """The last day of a membership that the network ends, and why."""

    day = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])


class SettleForm(ReasonForm):
    """What becomes of a membership to whose end the organisation objected."""

    outcome = RadioField(
        _l("What becomes of the membership"),
        choices=choices([("restored", _l("It goes on")), ("stands", _l("Its end stands"))]),
        validators=[InputRequired(_l("Choose what becomes of it."))],
    )


class PostForm(Form):
    """A notice on the board of a network."""

    title = StringField(_l("Title"), validators=[DataRequired(_l("Give it a title.")), Length(max=120)])
    text = TextAreaField(
        _l("Text"),
        validators=[DataRequired(_l("Write something.")), Length(max=8000)],
        description=_l("Plain text; lists with -, **bold** and links are possible."),
    )
    expires_on = DateField(_l("Shown until (the last day)"), validators=[Optional()])

    @classmethod
    def of(cls, post: Post) -> "PostForm":
        """Return the form with what the notice says."""
        return cls(title=post.title, text=post.text, expires_on=post.expires_on)

    def values(self) -> dict[str, Any]:
        """Return what the notice is to say."""
        return {
            "title": self.title.data or "",
            "text": self.text.data or "",
            "expires_on": self.expires_on.data,
        }


READER_LABELS: dict[str, Any] = {
    Readers.MEMBERS: _l("All members of the network"),
    Readers.MANAGERS: _l("Only those who manage the network"),
}


class DocumentForm(Form):
    """A file with its title, and who may have it."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, office document without macros or picture, up to 10 MB. We take the author out of PDFs and pictures;"
            " office documents may still name theirs, so look before you share one."
        ),
    )
    title = StringField(_l("Title"), validators=[DataRequired(_l("Give it a title.")), Length(max=120)])
    readers = RadioField(
        _l("Who may have it"),
        choices=choices(READER_LABELS.items()),
        default=Readers.MEMBERS.value,
        validators=[InputRequired(_l("Choose what to do."))],
    )

    @classmethod
    def of(cls, document: Document) -> "DocumentForm":
        """Return the form with what is known of a document."""
        return cls(title=document.title, readers=document.readers)

    def sent_file(self) -> bytes:
        """Return the file, no more of it than is needed to see that it is too large; nothing if none was chosen."""
        return bytes(self.file.data.read(MAX_BYTES + 1)) if self.file.data else b""

    def values(self) -> dict[str, Any]:
        """Return title and readers."""
        return {"title": self.title.data or "", "readers": Readers(self.readers.data)}


class ConfirmForm(Form):
    """A button that confirms."""
