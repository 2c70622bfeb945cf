"""Files that applicants send along, made anew so that they tell no more than can be seen in them.

A file is what its bytes say. Pictures are decoded and encoded again; PDFs too are made anew (`core.pdfs`).
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from nswp_members.applications.errors import FileNotTaken, FileTooBig, FileUnreadable
from nswp_members.core.images import remade
from nswp_members.core.pdfs import UnreadablePdf, without_traces
from nswp_members.core.text import clean

MAX_BYTES = 5 * 1024 * 1024
LONGEST_SIDE = 2400
PDF, PICTURE = "application/pdf", "image/webp"
PICTURE_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


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
        try:
            return SafeFile(f"{stem}.pdf", PDF, without_traces(content))
        except UnreadablePdf as error:
            raise FileUnreadable from error
    if content.startswith(PICTURE_SIGNS):
        return SafeFile(f"{stem}.webp", PICTURE, remade(content, longest_side=LONGEST_SIDE).data)
    raise FileNotTaken
