"""Reading an Excel workbook (.xlsx) that nobody vouches for: its size is known before anything is parsed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from nswp_members.organisations.importing.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Table,
    UnreadableFile,
    header_and_rows,
)

MAX_EXPANDED_BYTES = 50 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 1000
_RATIO_MATTERS_ABOVE = 1024 * 1024
_CELL = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{0,9})\$?([0-9]{1,12})""")
_NOT_A_WORKBOOK = "The file is not an Excel workbook (.xlsx) that can be read. Please save it again as .xlsx or as CSV."
_TOO_BIG = "The workbook is too large once it is unpacked. Please remove pictures and unused sheets, or save it as CSV."
_TOO_WIDE = (
    f"The workbook has cells beyond row {MAX_ROWS + 1:,} or column {MAX_COLUMNS}. "
    "Please delete the empty rows and columns after the list, or split it."
)

_ROW_TAG = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_CELL_TAG = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")

Value = int | float | str | bool | time | date | datetime | timedelta


def read_xlsx(data: bytes) -> Table:
    """Return the first sheet with content as a table; UnreadableFile says what is wrong with the workbook."""
    plain = _repacked(data)
    try:
        with CalamineWorkbook.from_filelike(plain) as workbook:
            name, values = _first_sheet(workbook)
    except CalamineError as error:
        raise UnreadableFile(_NOT_A_WORKBOOK) from error
    header, rows = header_and_rows(_records(values))
    return Table(header, rows, sheet=name)


def _first_sheet(workbook: CalamineWorkbook) -> tuple[str | None, list[list[Value]]]:
    """Return the name and the values of the first sheet that has any, from cell A1 on."""
    for name in workbook.sheet_names:
        values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(value != "" for row in values for value in row):
            return name, values
    return None, []


def _records(values: Sequence[Sequence[Value]]) -> Iterator[Row]:
    """Yield each row with its number, all cells as text."""
    for number, row in enumerate(values, start=1):
        yield Row(number, tuple(map(_text, row)))


def _text(value: Value) -> str:
    """Return a cell as a person would type it: whole numbers without a point, dates as 2014-03-05."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _repacked(data: bytes) -> io.BytesIO:
    """Return the workbook packed anew without compression, with its XML parts only.

    Sizes declared in a zip can lie and two readers can disagree on what a broken zip holds; after this there
    is one reading, and its size is known.
    """
    plain = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(plain, "w") as unpacked:
            for part in _parts(packed):
                content = _content(packed, part)
                unpacked.writestr(part.filename, content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise UnreadableFile(_NOT_A_WORKBOOK) from error
    plain.seek(0)
    return plain


def _parts(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the parts worth reading; UnreadableFile when the declared sizes are those of a bomb."""
    names = packed.namelist()
    if "xl/workbook.xml" not in names or len(names) > MAX_PARTS or len(set(names)) < len(names):
        raise UnreadableFile(_NOT_A_WORKBOOK)
    parts = [part for part in packed.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > MAX_EXPANDED_BYTES or any(map(_is_suspicious, parts)):
        raise UnreadableFile(_TOO_BIG)
    return parts


def _is_suspicious(part: zipfile.ZipInfo) -> bool:
    """Whether a part of some size unpacks to far more than any list does."""
    return part.file_size > _RATIO_MATTERS_ABOVE and part.file_size > MAX_RATIO * max(part.compress_size, 1)


def _content(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return one part's bytes, never more than declared.

    UnreadableFile for a DOCTYPE or a cell out of bounds.
    """
    with packed.open(part) as stream:
        content = stream.read(part.file_size)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableFile(_NOT_A_WORKBOOK)
    if part.filename.startswith("xl/worksheets/") and _reaches_too_far(content):
        raise UnreadableFile(_TOO_WIDE)
    return content


def _reaches_too_far(sheet: bytes) -> bool:
    """Whether a cell or row lies beyond the limits, by its reference or, without one, by counting.

    The parser makes room for all cells up to the farthest: a small file could ask for any memory.
    """
    references = set(_CELL.findall(sheet))
    farthest_row = max((int(number) for _, number in references), default=0)
    farthest_column = max(map(_column_number, {letters for letters, _ in references}), default=0)
    rows = _ROW_TAG.split(sheet)[1:]
    widest = max((len(_CELL_TAG.findall(row)) for row in rows), default=0)
    return max(farthest_row, len(rows)) > MAX_ROWS + 1 or max(farthest_column, widest) > MAX_COLUMNS


def _column_number(letters: bytes) -> int:
    """Return the 1-based number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
