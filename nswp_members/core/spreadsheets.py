"""Writing tables as CSV, XLSX and ODS that no spreadsheet runs anything from.

Every text goes through `formulas.neutralise`, in all three formats alike: a workbook may be saved as CSV later. Numbers
and dates keep their type. Nothing is written to disk on the way (XlsxWriter's usual way would).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import odswriter
import xlsxwriter

from nswp_members.core.formulas import neutralise

Cell = str | int | date | datetime | None
LONGEST_TEXT = 32_000
"""A cell of XLSX holds 32,767 signs; what is longer would be dropped without a word."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


class Format(StrEnum):
    """The kinds of files we write."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}


@dataclass(frozen=True)
class Sheet:
    """A table with a heading for each column; a row may be shorter than the heading."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]] = field(default=())

    def lines(self) -> Iterable[list[Cell]]:
        """Yield the heading and the rows, safe for a spreadsheet."""
        yield [safe(cell) for cell in self.header]
        for row in self.rows:
            yield [safe(cell) for cell in row]


def written(file_format: Format, sheets: Sequence[Sheet], *, made_at: datetime) -> bytes:
    """Return the file; a CSV holds only the first sheet."""
    if file_format is Format.CSV:
        return as_csv(sheets[0])
    return as_xlsx(sheets, made_at=made_at) if file_format is Format.XLSX else as_ods(sheets)


def safe(cell: Cell) -> Cell:
    """Return a cell whose text no spreadsheet runs, and every kind of file can hold."""
    if not isinstance(cell, str):
        return cell
    text = neutralise(_UNWRITABLE.sub("", cell))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def as_csv(sheet: Sheet) -> bytes:
    """Return a CSV file as spreadsheets like it: UTF-8 with a mark, CRLF, dates as in ISO 8601."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows(
        [cell.isoformat() if isinstance(cell, date) else cell for cell in line] for line in sheet.lines()
    )
    return lines.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet], *, made_at: datetime) -> bytes:
    """Return an XLSX file that names no author."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0)})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        heading = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(_NOT_IN_A_NAME.sub(" ", sheet.name)[:31])
            page.freeze_panes(1, 0)
            for number, line in enumerate(sheet.lines()):
                for place, cell in enumerate(line):
                    if isinstance(cell, datetime):
                        page.write_datetime(number, place, cell.replace(tzinfo=None), moment)
                    elif isinstance(cell, date):
                        page.write_datetime(number, place, cell, day)
                    elif isinstance(cell, int):
                        page.write_number(number, place, cell)
                    elif cell:
                        page.write_string(number, place, cell, heading if number == 0 else None)
    return file.getvalue()


def as_ods(sheets: Sequence[Sheet]) -> bytes:
    """Return an ODS file."""
    file = io.BytesIO()
    with odswriter.writer(file) as book:
        for sheet in sheets:
            page = book.new_sheet(sheet.name)
            for line in sheet.lines():
                page.writerow([_as_ods_has_it(cell) for cell in line])
    return file.getvalue()


def _as_ods_has_it(cell: Cell) -> Cell:
    """Return a cell without what ODS has no place for: zones of moments, texts of no letter."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    return None if cell == "" else cell
