"""Turning whatever the app sends out into text that can be searched for a secret.

A new kind of file is read here or refused: an answer that nobody can search proves nothing.
"""

import gzip
import io
import re
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable
from email import message_from_bytes, policy
from html import unescape

from pypdf import PdfReader
from redis import Redis

PLAIN = ("text/html", "text/plain", "text/css", "text/csv", "text/javascript", "application/json", "image/svg+xml", "")
FEEDS = ("application/atom+xml", "application/rss+xml", "application/xml", "text/xml", "application/geo+json")
PICTURES = ("image/webp", "image/png", "image/jpeg", "image/x-icon")
BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")


def searchable(data: bytes, kind: str) -> str:
    """Return what the bytes of this media type say, packed, folded or encoded as it may be."""
    kind = kind.partition(";")[0].strip().lower()
    if data[:2] == b"\x1f\x8b":
        return searchable(gzip.decompress(data), kind)
    if data[:4] == b"PK\x03\x04":
        return _archive(data)
    for kinds, read in READERS:
        if kind in kinds:
            return read(data)
    raise AssertionError(f"Teach tests/leaks/reading.py to read {kind}.")


def _text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return data.decode(errors="replace")


def _markup(data: bytes) -> str:
    """Return a document with its tags, and once more without: a name may be spread over several of them."""
    text = _text(data)
    return f"{text}\n{unescape(re.sub('<[^>]*>', '', text))}"


def _archive(data: bytes) -> str:
    """Return the names and contents of an archive's files, a spreadsheet being one, and its comment."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.comment.decode(errors="replace")]
        for name in archive.namelist():
            content = archive.read(name)
            packed = content[:4] == b"PK\x03\x04"
            parts += [name, _archive(content) if packed else _markup(content)]
    return "\n".join(parts)


def _pdf(data: bytes) -> str:
    """Return the text of a PDF: what is drawn on its pages, what it says of itself, and its streams unpacked."""
    parts = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    raw = b"\n".join(parts)
    drawn = _drawn(data) if b"/Identity-H" in raw else ""
    strings = [bytes.fromhex(_even(one)) for one in re.findall(rb"<([0-9A-Fa-f\s]+)>", raw)]
    spread = b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", raw))
    found = [raw, spread, b"".join(strings), *strings]
    return "\n".join([drawn, *(one.replace(b"\x00", b"").decode("latin-1") for one in found)])


def _drawn(data: bytes) -> str:
    """Return the text of a PDF that holds numbers of glyphs, with lines as drawn and once more without their ends."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return f"{text}\n{''.join(text.split())}"


def _even(digits: bytes) -> str:
    text = re.sub(rb"\s", b"", digits).decode()
    return text + "0" * (len(text) % 2)


def _calendar(data: bytes) -> str:
    """Return a calendar or a card with its folded lines put together (RFC 5545, 3.1)."""
    return re.sub(r"\r?\n[ \t]", "", _text(data))


def _letter(data: bytes) -> str:
    """Return a letter's headers and all of its parts, decoded."""
    parts = []
    for part in message_from_bytes(data, policy=policy.default).walk():
        parts += [f"{name}: {value}" for name, value in part.items()]
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            parts.append(searchable(content if isinstance(content, bytes) else b"", part.get_content_type()))
    return "\n".join(parts)


def _picture(data: bytes) -> str:
    """Return the bytes of a picture: what its metadata say stands in them as it is."""
    return data.replace(b"\x00", b"").decode("latin-1")


READERS: tuple[tuple[tuple[str, ...], Callable[[bytes], str]], ...] = (
    (PLAIN, _text),
    (FEEDS, _markup),
    (("application/pdf",), _pdf),
    (("text/calendar", "text/vcard"), _calendar),
    (("message/rfc822",), _letter),
    (PICTURES, _picture),
)


def contents_of(redis: "Redis") -> str:
    """Return every key of a Redis with its value, once more with whatever is encoded in base64 put right."""
    readers: dict[bytes, Callable[[bytes], object]] = {
        b"string": redis.get,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
        b"hash": redis.hgetall,
    }
    parts: list[bytes] = []
    for key in redis.keys("*"):
        parts += [key, *_flat(readers[redis.type(key)](key))]
    parts += [decoded for part in list(parts) for decoded in map(_from_base64, BASE64.findall(part))]
    return "\n".join(part.decode(errors="replace") for part in parts)


def _flat(value: object) -> list[bytes]:
    if isinstance(value, bytes):
        return [value]
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, list | set | tuple):
        return [part for one in value for part in _flat(one)]
    return [str(value).encode()]


def _from_base64(data: bytes) -> bytes:
    try:
        return b64decode(data + b"=" * (-len(data) % 4))
    except ValueError:
        return b""
