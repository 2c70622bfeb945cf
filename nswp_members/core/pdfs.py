"""PDFs made anew, so that they tell no more than can be seen on their pages.

Author, dates, tools, scripts, embedded files and who wrote a note go; so do bookmarks and signatures.
"""

from io import BytesIO
from typing import Any

import pikepdf

TRACES = ("/Metadata", "/PieceInfo", "/AF", "/AA", "/A", "/OpenAction", "/Thumb", "/LastModified")
MARKS_KEPT = ("/Widget", "/Link", "/FreeText", "/Stamp", "/Highlight", "/Underline", "/Ink")
OF_WHOM = ("/T", "/RC", "/M", "/CreationDate", "/NM", "/Popup", "/Contents", "/Subj")


class UnreadablePdf(ValueError):
    """The bytes are no PDF that can be opened without a password."""


def without_traces(content: bytes) -> bytes:
    """Return a new PDF with the pages of this one, and nothing that is not on them; raises `UnreadablePdf`."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf, pikepdf.new() as new:
            new.pages.extend(pdf.pages)
            for page in new.pages:
                _tidy_marks(page.obj)
            for one in new.objects:
                if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    _drop(one, TRACES)
            file = BytesIO()
            new.save(file, deterministic_id=True)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadablePdf from error
    return file.getvalue()


def _tidy_marks(page: Any) -> None:
    """Keep what is seen of notes and form fields on a page, without who wrote it; attached files go."""
    if "/Annots" in page:
        page.Annots = pikepdf.Array([one for one in page.Annots if one.get("/Subtype") in MARKS_KEPT])
        for one in page.Annots:
            _drop(one, OF_WHOM)


def _drop(holder: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
