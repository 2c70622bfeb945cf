"""Files that people hand to each other: what a file is, its bytes say, never its name.

We take PDF, text documents, spreadsheets and slides in the two open formats of offices, without macros, and pictures.
PDFs and pictures are made anew (`core.pdfs`, `core.images`), so that author, place, date and camera do not travel with
them; office documents are kept as they are.
"""

import io
import zipfile
from dataclasses import dataclass

from nswp_members.core.errors import DocumentTooBig, FileEmpty, NotADocument
from nswp_members.core.images import remade
from nswp_members.core.pdfs import UnreadablePdf, without_traces

MAX_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2400
MAX_PARTS = 2000
LONGEST_MEDIA_TYPE = 100
IMAGE_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE_OPEN = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "webp": "image/webp",
    "docx": f"{OFFICE_OPEN}wordprocessingml.document",
    "xlsx": f"{OFFICE_OPEN}spreadsheetml.sheet",
    "pptx": f"{OFFICE_OPEN}presentationml.presentation",
    "odt": f"{OPEN_DOCUMENT}text",
    "ods": f"{OPEN_DOCUMENT}spreadsheet",
    "odp": f"{OPEN_DOCUMENT}presentation",
}
FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
MACROS = ("vbaproject.bin", "basic/")


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept, with the ending that its bytes deserve (a key of `MEDIA_TYPES`)."""

    data: bytes
    extension: str


def accepted(data: bytes) -> SafeFile:
    """Return a file of at most `MAX_BYTES` as it may be kept.

    Raises `FileEmpty`, `DocumentTooBig`, `NotADocument`, and for pictures what `images.remade` raises.
    """
    if not data:
        raise FileEmpty
    if len(data) > MAX_BYTES:
        raise DocumentTooBig
    if data.startswith(b"%PDF-"):
        try:
            return SafeFile(without_traces(data), "pdf")
        except UnreadablePdf as error:
            raise NotADocument from error
    if data.startswith(IMAGE_MARKS):
        return SafeFile(remade(data, longest_side=LONGEST_SIDE).data, "webp")
    return SafeFile(data, _of_an_office(data))


def _of_an_office(data: bytes) -> str:
    """Return the ending of an office document; raises `NotADocument`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
            if len(names) > MAX_PARTS or any(name.endswith(MACROS[0]) or MACROS[1] in name for name in names):
                raise NotADocument
            return _ending(archive, names)
    except (zipfile.BadZipFile, LookupError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise NotADocument from error


def _ending(archive: zipfile.ZipFile, names: list[str]) -> str:
    found = None
    if names and names[0] == "mimetype" and archive.getinfo("mimetype").file_size < LONGEST_MEDIA_TYPE:
        kind = archive.read("mimetype").decode("ascii").strip()
        found = next((ending for ending, media in MEDIA_TYPES.items() if media == kind), None)
    elif "[content_types].xml" in names:
        found = next((end for folder, end in FOLDERS.items() if any(name.startswith(folder) for name in names)), None)
    if found is None:
        raise NotADocument
    return found
