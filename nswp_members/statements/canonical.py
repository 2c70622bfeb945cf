"""The canonical form of a translation, over which its SHA-256 is taken (docs/statements.md).

UTF-8 in Unicode's NFC; one line feed between lines; spaces at the ends of lines and empty lines at the ends of a
paragraph removed; a heading is one line. A header names document, version, language and revision; then come the title,
the introduction and each block, separated by a line that holds a single form feed, so that no wording can be mistaken
for the structure. Dates and the names of translators are left out: the same words have the same sum whoever published
them.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SEPARATOR = "\n\f\n"


@dataclass(frozen=True)
class Paragraph:
    """A block as it enters the canonical form."""

    key: str
    kind: str
    title: str
    content: str


def canonical_form(
    *,
    document: str,
    label: str,
    locale: str,
    revision: int,
    title: str,
    introduction: str,
    paragraphs: Sequence[Paragraph],
) -> bytes:
    """Return the bytes that are summed."""
    parts = [f"{document}\n{label}\n{locale}\n{revision}", _line(title), _clean(introduction)]
    parts += [f"{one.kind}\n{one.key}\n{_line(one.title)}\n\n{_clean(one.content)}" for one in paragraphs]
    return (SEPARATOR.join(parts) + "\n").encode("utf-8")


def sha256(form: bytes) -> str:
    """Return the sum in hexadecimal digits."""
    return hashlib.sha256(form).hexdigest()


def mark_of(title: str, content: str, kind: str = "") -> str:
    """Return a short sign of a paragraph's words, by which an editor's page knows what it showed."""
    return sha256("\f".join((_line(title), _clean(content), kind)).encode("utf-8"))[:16]


def _line(words: str) -> str:
    """Return a heading on one line, so that its end cannot be mistaken."""
    return _clean(words).replace("\n", " ")


def _clean(words: str) -> str:
    """Return words in NFC with line feeds, without form feeds and without spaces at the ends of lines."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
