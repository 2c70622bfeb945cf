"""The suite finds a secret in every kind of file; without that a green suite would prove nothing."""

import gzip
import io
import json
import zipfile
import zlib
from email.message import EmailMessage

import odswriter
import pytest
import xlsxwriter
from flask import Flask
from redis import Redis
from weasyprint import HTML

from tests.leaks.reading import contents_of, searchable

SECRET = "HIDDENCANARYx0xname"
TEXT = f"before {SECRET} behind"


def workbook() -> bytes:
    """Return a workbook in which the secret is spread over two formats, as a highlighted name would be."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        book.add_worksheet().write_rich_string(0, 0, "before HIDDEN", bold, "CANARYx0xname", " behind")
    return file.getvalue()


def sheet() -> bytes:
    """Return an OpenDocument spreadsheet."""
    file = io.BytesIO()
    with odswriter.writer(file) as book:
        book.writerow([TEXT])
    return file.getvalue()


def archive(content: bytes, name: str = "content") -> bytes:
    """Return an archive with this file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def pdf(text: bytes) -> bytes:
    """Return enough of a PDF: one packed stream that shows this."""
    stream = zlib.compress(b"BT /F1 12 Tf " + text + b" ET")
    return b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n"


def letter() -> bytes:
    """Return a letter whose text is in base64 and which has a file with it."""
    message = EmailMessage()
    message["Subject"] = "Nothing"
    message.set_content(TEXT, cte="base64")
    message.add_attachment(sheet(), maintype="application", subtype="vnd.oasis.opendocument.spreadsheet")
    return message.as_bytes()


FILES = {
    "page": (TEXT.encode(), "text/html; charset=utf-8"),
    "data": (json.dumps([TEXT]).encode(), "application/json"),
    "table": (TEXT.encode("utf-16"), "text/csv"),
    "packed": (gzip.compress(TEXT.encode()), "text/html"),
    "feed": (b"<title>HIDDEN<b>CANARY</b>x0xname</title>", "application/atom+xml"),
    "calendar": (b"BEGIN:VCALENDAR\r\nSUMMARY:HIDDENCAN\r\n ARYx0xname\r\n", "text/calendar"),
    "workbook": (workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "sheet": (sheet(), "application/vnd.oasis.opendocument.spreadsheet"),
    "archive of an archive": (archive(archive(TEXT.encode())), "application/zip"),
    "name in an archive": (archive(b"", f"{SECRET}.csv"), "application/zip"),
    "PDF": (pdf(f"({TEXT}) Tj".encode()), "application/pdf"),
    "PDF spread": (pdf(b"[(HIDDENCAN) -20 (ARYx0xname)] TJ"), "application/pdf"),
    "PDF in hexadecimal": (pdf(b"<" + SECRET.encode("utf-16-be").hex().encode() + b"> Tj"), "application/pdf"),
    "PDF of glyphs": (HTML(string=f"<p>{SECRET}</p>").write_pdf(), "application/pdf"),
    "picture": (b"RIFF....WEBPEXIF" + SECRET.encode(), "image/webp"),
    "letter": (letter(), "message/rfc822"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_secret_is_found_in_every_kind_of_file(name: str) -> None:
    assert SECRET in searchable(*FILES[name])


def test_a_kind_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(AssertionError, match="application/unheard-of"):
        searchable(b"x", "application/unheard-of")


def test_a_secret_is_found_in_every_kind_of_value_of_redis(app: Flask) -> None:
    redis = Redis.from_url(app.config["REDIS_URL"])
    places = (
        lambda: redis.set("a", TEXT),
        lambda: redis.set(TEXT, "a"),
        lambda: redis.lpush("a", TEXT),
        lambda: redis.lpush("a", '{"body": "aGVyZSBISURERU5DQU5BUll4MHhuYW1lIA=="}'),
        lambda: redis.sadd("a", TEXT),
        lambda: redis.zadd("a", {TEXT: 1}),
        lambda: redis.hset("a", "b", TEXT),
        lambda: redis.hset("a", TEXT, "b"),
    )

    for put in places:
        redis.flushdb()
        assert SECRET not in contents_of(redis)
        put()
        assert SECRET in contents_of(redis)
