"""Rules that a user can break."""

from typing import Any

from flask_babel import lazy_gettext as _l


class DomainError(Exception):
    """A rule was broken; ``message`` (a lazy text) tells the user what to do.

    ``field`` names the form field it belongs to, if any.
    """

    message: Any = ""
    field: str | None = None

    def __init__(self, message: Any = None) -> None:
        super().__init__(str(type(self).__name__))
        if message is not None:
            self.message = message


class NotAnImage(DomainError):
    """The file is none of the kinds of picture that we take, or it is broken."""

    field = "file"
    message = _l("We cannot read this as a picture. Choose a JPEG, PNG, WebP or GIF file.")


class ImageTooBig(DomainError):
    """The file has too many bytes."""

    field = "file"
    message = _l("This file is too large. A picture may have up to 8 MB.")


class ImageTooManyPixels(DomainError):
    """Decoding the picture would need too much memory."""

    field = "file"
    message = _l("This picture has too many pixels. As a JPEG it may have up to 40 megapixels, otherwise up to 16.")


class ImageTooNarrow(DomainError):
    """The picture is a strip."""

    field = "file"
    message = _l("This picture is too long and narrow. Cut it so that one side is at most ten times the other.")


class ImageTooSmall(DomainError):
    """There is nothing to see."""

    field = "file"
    message = _l("This picture is too small. It needs at least 16 pixels on each side.")


class FileEmpty(DomainError):
    """No file was chosen, or one without a byte."""

    field = "file"
    message = _l("Choose a file that is not empty.")


class DocumentTooBig(DomainError):
    """The file has too many bytes."""

    field = "file"
    message = _l("This file is too large. A document may have up to 10 MB.")


class NotADocument(DomainError):
    """The file is none of the kinds that we take, is broken, or holds macros."""

    field = "file"
    message = _l(
        "We cannot take this file. Choose a PDF, a picture, or an office document without macros (docx, xlsx, pptx,"
        " odt, ods, odp)."
    )
