"""Reading delimited text: the encoding, the delimiter, the records."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nswp_members.organisations.importing.table import (
    Row,
    Table,
    UnreadableFile,
    header_and_rows,
)

DELIMITERS = ",;\t"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_EXCEL_HINT = re.compile(r"\"?sep=([,;\t])\"?\r?\n", re.IGNORECASE)
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SMALL_CYRILLIC = re.compile(rb"[\xe0-\xff]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file and how it was decoded."""

    text: str
    encoding: str
    is_guessed: bool = False


def read_csv(data: bytes) -> Table:
    """Return the table in a delimited text file; UnreadableFile says what is wrong with it."""
    decoded = decode(data)
    text = decoded.text.replace("\x00", "")
    header, rows = header_and_rows(_records(text))
    return Table(header, rows, decoded.encoding, decoded.is_guessed)


def decode(data: bytes) -> Decoded:
    """Return the text of UTF-8, of UTF-16 with a mark, else of a guessed Windows code page."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decoded(data[len(mark) :], encoding), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _likely_code_page(data)
        return Decoded(_decoded(data, encoding), encoding, is_guessed=True)


def delimiter_of(text: str) -> str:
    """Return the delimiter that cuts the first record with content into most cells.

    A comma when none does.
    """
    return max(DELIMITERS, key=lambda delimiter: _header_width(text, delimiter))


def _header_width(text: str, delimiter: str) -> int:
    """Return the number of cells that the first record with content has with this delimiter."""
    try:
        return next(
            (len(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(cells)),
            0,
        )
    except csv.Error:
        return 0


def _records(text: str) -> Iterator[Row]:
    """Yield each record with its number; UnreadableFile where quotation marks do not match."""
    hint = _EXCEL_HINT.match(text)
    delimiter, skipped = (hint[1], 1) if hint else (delimiter_of(text), 0)
    lines = io.StringIO(text[hint.end() :] if hint else text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = line = 1 + skipped
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            yield Row(number, tuple(cells), line)
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise UnreadableFile(
            f"The quotation marks in or after row {number + (line > 1)} (line {line}) do not match: "
            "one is opened and never closed, or stands in the middle of a quoted cell."
        ) from error


def _decoded(data: bytes, encoding: str) -> str:
    """Return the decoded text; UnreadableFile when the bytes are not of that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "The file's letters cannot be read. Please save it again as CSV UTF-8 or as an Excel workbook (.xlsx)."
        ) from error


def _likely_code_page(data: bytes) -> str:
    """Return the likely Windows code page: Western, Cyrillic or simplified Chinese.

    Accented Western letters stand alone among plain ones; Cyrillic and Chinese come in runs, Cyrillic mostly
    in the top quarter of the table where its small letters are.
    """
    high, runs = _HIGH.findall(data), b"".join(_RUN.findall(data))
    if 2 * len(runs) < len(high):
        return "cp1252"
    return "cp1251" if 2 * len(_SMALL_CYRILLIC.findall(runs)) > len(runs) else "gb18030"
