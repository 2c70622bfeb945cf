"""Files that applicants send along."""

from io import BytesIO

import pikepdf
import pytest

from nswp_members.applications.errors import FileNotTaken, FileTooBig, FileUnreadable
from nswp_members.applications.files import MAX_BYTES, PDF, PICTURE, safe_file
from nswp_members.core.errors import NotAnImage
from tests.factories import a_pdf, an_image


def test_a_pdf_loses_author_scripts_and_attachments() -> None:
    sent = a_pdf()
    kept = safe_file("C:\\home\\CV of us.PDF", sent)

    assert b"CANARY" in sent
    assert (kept.name, kept.media_type) == ("CV of us.pdf", PDF)
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        assert len(pdf.pages) == 1
        assert not {"/Metadata", "/OpenAction"} & set(pdf.Root.keys())
        assert list(pdf.attachments) == []
        assert "/Author" not in pdf.docinfo
    assert b"CANARY" not in kept.content


def test_a_picture_is_made_anew() -> None:
    kept = safe_file("../../us.jpg", an_image())

    assert (kept.name, kept.media_type) == ("us.webp", PICTURE)
    assert b"CANARY" not in kept.content


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04 a document", FileNotTaken),
        (b"<html>", FileNotTaken),
        (b"", FileNotTaken),
        (b"%PDF-1.7 broken", FileUnreadable),
        (b"\xff\xd8\xff broken", NotAnImage),
        (b"%PDF-" + b"0" * MAX_BYTES, FileTooBig),
    ],
)
def test_what_is_no_pdf_or_picture_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        safe_file("photo.jpg", content)


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(FileUnreadable):
        safe_file("a.pdf", a_pdf(password="secret"))
