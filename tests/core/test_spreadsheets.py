"""Files for spreadsheets."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from nswp_members.core.spreadsheets import LONGEST_TEXT, Cell, Format, Sheet, written

MOMENT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1"]


def read(file_format: Format, data: bytes, sheet: int = 0) -> list[list[object]]:
    """Return the cells of a file."""
    if file_format is Format.CSV:
        return [list(line) for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [list(line) for line in book.get_sheet_by_index(sheet).to_python()]


def a_file(file_format: Format, *rows: list[Cell]) -> bytes:
    return written(file_format, [Sheet("List", ["One", "Two"], rows), Sheet("About", ["=Why"])], made_at=MOMENT)


@pytest.mark.parametrize("file_format", Format)
@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_runs_as_a_formula(file_format: Format, text: str) -> None:
    cells = read(file_format, a_file(file_format, [text]))

    assert str(cells[1][0]).startswith("'")


@pytest.mark.parametrize("file_format", [Format.XLSX, Format.ODS])
def test_a_workbook_holds_no_formula_no_link_and_no_author(file_format: Format) -> None:
    data = a_file(file_format, ["=1+1", "https://example.org"])

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    text = "\n".join(parts.values())
    assert "<f>" not in text
    assert "table:formula=" not in text
    assert "hyperlink" not in "".join(parts)
    assert "<dc:creator></dc:creator>" in text or "<dc:creator" not in text
    assert read(file_format, data, sheet=1) == [["'=Why"]]


@pytest.mark.parametrize("file_format", [Format.XLSX, Format.ODS])
def test_numbers_and_dates_keep_their_type(file_format: Format) -> None:
    cells = read(file_format, a_file(file_format, [12, date(2026, 11, 24)], [0, MOMENT]))

    assert cells[1] == [12, date(2026, 11, 24)]
    assert cells[2] == [0, MOMENT.replace(tzinfo=None)]


def test_a_csv_has_a_mark_and_iso_dates_and_only_the_first_sheet() -> None:
    data = a_file(Format.CSV, [12, date(2026, 11, 24)])

    assert data == "\ufeffOne,Two\r\n12,2026-11-24\r\n".encode()


@pytest.mark.parametrize("file_format", Format)
def test_what_no_file_can_hold_is_left_out_and_what_is_too_long_is_cut(file_format: Format) -> None:
    cells = read(file_format, a_file(file_format, ["a\x00b\x0bc", "x" * 40_000]))

    assert cells[1] == ["abc", "x" * LONGEST_TEXT + "…"]


@pytest.mark.parametrize("file_format", Format)
def test_every_script_comes_back_as_it_was(file_format: Format) -> None:
    row: list[Cell] = ["Легалайф <&> '", "红伞 +44 20 1234"]

    assert read(file_format, a_file(file_format, row))[1] == row
