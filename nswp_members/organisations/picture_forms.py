"""The form of a picture."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from nswp_members.core.forms import Form
from nswp_members.core.images import MAX_UPLOAD_BYTES
from nswp_members.organisations.errors import PeopleNotAsked
from nswp_members.organisations.models import Picture, PictureKind

MAX_ALT = 300


class PictureForm(Form):
    """A file and what it shows."""

    file = FileField(
        _l("Picture"),
        description=_l("JPEG, PNG, WebP or GIF, up to 8 MB. Place, date and camera are removed from it."),
    )
    alt = StringField(
        _l("What can be seen"),
        validators=[DataRequired(_l("Say what can be seen.")), Length(max=MAX_ALT)],
        description=_l("For people who cannot see it, or whose connection is too slow for pictures."),
    )

    def sent_file(self) -> bytes:
        """Return the file, no more of it than is needed to see that it is too large; nothing if none was chosen."""
        return bytes(self.file.data.read(MAX_UPLOAD_BYTES + 1)) if self.file.data else b""

    def words(self) -> dict[str, Any]:
        """Return what is said of the picture."""
        return {"alt": self.alt.data or "", "people_agreed": bool(self.data.get("people_agreed"))}


class PhotoForm(PictureForm):
    """A photo, on which there may be people."""

    people_agreed = BooleanField(
        _l("Nobody can be recognised in it, or everybody who can be has agreed that it is shown."),
        validators=[DataRequired(PeopleNotAsked.message)],
    )


def picture_form(kind: PictureKind, picture: Picture | None) -> PictureForm:
    """Return the form of this kind, as it was sent if it was, else with what the picture is said to show.

    That people agreed is asked anew each time: it was said of the picture before.
    """
    options: dict[str, Any] = {} if request.form.get("kind") == kind else {"formdata": None}
    form_class = PhotoForm if kind == PictureKind.PHOTO else PictureForm
    form = form_class(prefix=f"{kind}-", alt=picture.alt if picture else "", **options)
    form.file.flags.required = picture is None
    return form
