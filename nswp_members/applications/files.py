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
ACTIVE = ("/Metadata", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo", "/Collection")
HIDDEN_NAMES = ("/EmbeddedFiles", "/JavaScript")
ON_PAGES = ("/Metadata", "/PieceInfo", "/AA", "/Thumb")


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
    """Return a PDF written anew, without what is not on its pages."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            _drop(pdf.Root, ACTIVE)
            _drop(pdf.Root.get("/Names"), HIDDEN_NAMES)
            _drop(pdf.trailer, ("/Info",))
            for page in pdf.pages:
                _drop(page.obj, ON_PAGES)
            file = BytesIO()
            pdf.save(file, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileUnreadable from error
    return file.getvalue()


def _drop(holder: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if holder is not None and key in holder:
            del holder[key]
