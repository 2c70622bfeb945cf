import io
import zipfile

import pikepdf
import pytest

from nswp_members.core import documents
from nswp_members.core.documents import MEDIA_TYPES, accepted
from nswp_members.core.errors import DocumentTooBig, DomainError, FileEmpty, NotADocument
from tests.factories import a_pdf, an_image


def packed(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(folder: str, *more: str) -> bytes:
    return packed(**{"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<x/>", **dict.fromkeys(more, "x")})


@pytest.mark.parametrize(("folder", "extension"), [("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")])
def test_office_documents_are_known_by_what_is_in_them(folder: str, extension: str) -> None:
    assert accepted(office(folder)).extension == extension


@pytest.mark.parametrize("extension", ["odt", "ods", "odp"])
def test_open_documents_are_known_by_their_media_type(extension: str) -> None:
    assert accepted(packed(mimetype=MEDIA_TYPES[extension], content="x")).extension == extension


def test_a_pdf_loses_who_wrote_it() -> None:
    kept = accepted(a_pdf())

    assert kept.extension == "pdf"
    assert b"CANARY" not in kept.data
    with pikepdf.open(io.BytesIO(kept.data)) as pdf:
        assert "/Author" not in pdf.docinfo
        assert "/Metadata" not in pdf.Root


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", a_pdf("secret")])
def test_a_pdf_that_cannot_be_opened_is_not_taken(data: bytes) -> None:
    with pytest.raises(NotADocument):
        accepted(data)


def test_a_picture_is_made_anew() -> None:
    kept = accepted(an_image())

    assert kept.extension == "webp"
    assert b"CANARY" not in kept.data


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"\xd0\xcf\x11\xe0 an old office file",
        b"PK\x03\x04 broken",
        packed(**{"readme.txt": "x"}),
        packed(mimetype="application/epub+zip", content="x"),
        packed(mimetype="x" * 200, content="x"),
        office("word", "word/vbaProject.bin"),
        packed(**{"mimetype": MEDIA_TYPES["odt"], "Basic/script.xml": "x"}),
        office("other"),
    ],
)
def test_everything_else_is_refused(data: bytes) -> None:
    with pytest.raises(NotADocument):
        accepted(data)


def test_an_empty_file_and_a_large_one_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileEmpty):
        accepted(b"")
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    with pytest.raises(DocumentTooBig):
        accepted(b"%PDF-1.7 x more")


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(DomainError):
        accepted(b"\xff\xd8\xff broken")
