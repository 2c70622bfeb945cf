"""Files that applicants send along, made anew so that they tell no more than can be seen in them.

A file is what its bytes say. Pictures are decoded and encoded again; of PDFs author, dates, tools, scripts and
embedded files go.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import pikepdf

from nswp_members.applications.errors import FileNotTaken, FileTooBig, FileUnreadable
from nswp_members.core.images import remade
from nswp_members.core.text import clean

MAX_BYTES = 5 * 1024 * 1024
LONGEST_SIDE = 2400
PDF, PICTURE = "application/pdf", "image/webp"
PICTURE_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
TRACES = ("/Metadata", "/PieceInfo", "/AF", "/AA", "/A", "/OpenAction", "/Thumb", "/LastModified")
MARKS_KEPT = ("/Widget", "/Link", "/FreeText", "/Stamp", "/Highlight", "/Underline", "/Ink")
OF_WHOM = ("/T", "/RC", "/M", "/CreationDate", "/NM", "/Popup", "/Contents", "/Subj")


@dataclass(frozen=True)
class SafeFile:
    """A file as it is kept."""

    name: str
    media_type: str
    content: bytes


def safe_file(name: str, content: bytes) -> SafeFile:
    """Return a file fit for keeping; raises `FileTooBig`, `FileNotTaken`, `FileUnreadable` or one of `core.errors`."""
    if len(content) > MAX_BYTES:
        raise FileTooBig
    stem = clean(PurePosixPath(name.replace("\\", "/")).stem)[:80] or "file"
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return SafeFile(f"{stem}.pdf", PDF, _without_traces(content))
    if content.startswith(PICTURE_SIGNS):
        return SafeFile(f"{stem}.webp", PICTURE, remade(content, longest_side=LONGEST_SIDE).data)
    raise FileNotTaken


def _without_traces(content: bytes) -> bytes:
    """Return a new PDF with the pages of this one, and nothing that is not on them."""
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
        raise FileUnreadable from error
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
