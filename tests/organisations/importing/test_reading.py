"""Reading files."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.organisations.importing.reading import UnreadableFile, read_table
from nswp_members.organisations.importing.table import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
)
from nswp_members.organisations.importing.xlsx_reading import MAX_EXPANDED_BYTES

HEADER = ("Name", "Country", "Notes")
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
WESTERN = st.text("abc ,;\"'éüñ\r\n\t=+", max_size=20)
SHEET = "xl/worksheets/sheet1.xml"


def as_csv(rows: list[tuple[str, ...]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return the rows as a spreadsheet would save them."""
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter).writerows([HEADER, *rows])
    return lines.getvalue().encode(encoding)


def without_blank_end(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the rows without the ones at the end that hold nothing to see, as the reader reports them."""
    table = read_table(as_csv([*rows, ("end", "", "")]), "list.csv")
    kept = list(table.rows[:-1])
    while kept and kept[-1].is_blank:
        kept.pop()
    return rows[: len(kept)]


def workbook(*sheets: str, **parts: str) -> bytes:
    """Return a minimal workbook with these sheet data and other parts."""
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    content = {
        "[Content_Types].xml": f'<Types xmlns="{types}"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
    }
    for number, data in enumerate(sheets, start=1):
        content[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (content | parts).items():
            archive.writestr(name, text)
    return packed.getvalue()


def row(number: int, *cells: str | float) -> str:
    """Return one row of sheet data."""
    written = "".join(
        f'<c r="{chr(65 + place)}{number}"><v>{cell}</v></c>'
        if isinstance(cell, int | float)
        else f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


def refusal(data: bytes, filename: str = "list.csv") -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read_table(data, filename)
    return refused.value.sentence


@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_what_a_spreadsheet_saves_is_read_unchanged(delimiter: str, encoding: str, rows: list[tuple[str, ...]]) -> None:
    table = read_table(as_csv(rows, delimiter, encoding), "list.csv")

    assert table.header == HEADER
    assert [entry.cells for entry in table.rows] == without_blank_end(rows)


@pytest.mark.parametrize("delimiter", ",;\t")
@given(rows=st.lists(st.tuples(WESTERN, WESTERN, WESTERN), max_size=8))
def test_an_old_western_file_is_read_unchanged(delimiter: str, rows: list[tuple[str, ...]]) -> None:
    table = read_table(as_csv([*rows, ("é a é", "", "")], delimiter, "cp1252"), "list.csv")

    assert [entry.cells for entry in table.rows[:-1]] == rows or table.encoding != "cp1252"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Réseau Étoile à l'œuvre", "cp1252"),
        ("Сеть «Тополь»", "cp1251"),
        ("翠鸟联盟互助会", "gb18030"),
    ],
)
def test_an_old_code_page_is_guessed_and_said(text: str, encoding: str) -> None:
    table = read_table(as_csv([(text, "x", "")], encoding=encoding), "list.csv")

    assert table.rows[0].cells[0] == text
    assert table.encoding == encoding
    assert table.encoding_is_guessed


def test_row_numbers_are_those_a_spreadsheet_shows() -> None:
    data = b'Name,Country\r\n"A\nB",Kenya\r\n\r\nC,Kenya\r\n\r\n'

    rows = read_table(data, "list.csv").rows

    assert [(entry.number, entry.line) for entry in rows] == [(2, 2), (3, 4), (4, 5)]
    assert rows[1].is_blank


def test_excels_hint_of_the_delimiter_is_a_row_of_its_own() -> None:
    table = read_table(b"sep=;\r\nName;Country, or land\r\nA;Kenya\r\n", "list.csv")

    assert table.header == ("Name", "Country, or land")
    assert table.rows[0].number == 3


def test_null_bytes_are_left_out() -> None:
    assert read_table(b"Name,Country\nA\x00B,Kenya\n", "list.csv").rows[0].cells == ("AB", "Kenya")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b" , ,\n", "is empty"),
        (b"\xff\xfeabc", "letters cannot be read"),
        (b'Name,Country\nA,Kenya\n"B,Kenya\nC,Kenya\n', "quotation marks in or after row 3"),
        (b"Name,Country\nA," + b"x" * (MAX_CELL_CHARACTERS + 1), "Row 2 has a cell of more than 10,000"),
        (b",".join([b"x"] * (MAX_COLUMNS + 1)), "Row 1 has 101 columns"),
        (b"Name,Country\n" + b"a,b\n" * (MAX_ROWS + 1), "50,001 rows"),
        (b"x" * (MAX_FILE_BYTES + 1), "larger than 20 MB"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"PK\x03\x04 and nonsense", "not an Excel workbook"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_workbook_that_is_none_is_refused() -> None:
    assert "says spreadsheet" in refusal(b"Name,Country\n", "list.xlsx")


def test_the_first_sheet_with_content_is_read_with_numbers_as_text() -> None:
    sheet = row(2, "Name", "Joined", "Share") + row(3, "Réseau <b>", 2014, 1.5) + row(5, "B", 7, 2.0)

    table = read_table(workbook("", sheet), "list.xlsx")

    assert table.sheet == "S2"
    assert table.header == ("Name", "Joined", "Share")
    assert [(entry.number, entry.cells) for entry in table.rows] == [
        (3, ("Réseau <b>", "2014", "1.5")),
        (4, ("", "", "")),
        (5, ("B", "7", "2")),
    ]


def test_dates_in_a_workbook_become_text() -> None:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Name", "Joined", "Seen", "Listed"])
    book.active.append(["A", date(2014, 3, 5), datetime(2014, 3, 5, 12, 30), True])  # noqa: DTZ001
    book.save(saved)

    table = read_table(saved.getvalue(), "list.xlsx")

    assert table.rows[0].cells == ("A", "2014-03-05", "2014-03-05 12:30:00", "TRUE")


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    data = workbook(row(1, "Name"), **{"xl/sharedStrings.xml": "<x>" + " " * MAX_EXPANDED_BYTES + "</x>"})

    assert len(data) < 100_000
    assert "too large once it is unpacked" in refusal(data)


def test_a_part_that_shrinks_suspiciously_is_refused() -> None:
    data = workbook(row(1, "Name"), **{"xl/sharedStrings.xml": "<x>" + " " * 2_000_000 + "</x>"})

    assert "too large once it is unpacked" in refusal(data)


@pytest.mark.parametrize("reference", ["A1048576", "XFD1", "XFD1048576", "CW2", "A50002"])
def test_a_cell_far_out_is_refused_before_anything_is_parsed(reference: str) -> None:
    sheet = row(1, "Name") + f'<row><c r="{reference}"><v>1</v></c></row>'

    assert "cells beyond row 50,001 or column 100" in refusal(workbook(sheet))


@pytest.mark.parametrize(
    "sheet", ["<row>" + "<c><v>1</v></c>" * (MAX_COLUMNS + 1) + "</row>", "<row/>" * (MAX_ROWS + 2)]
)
def test_cells_without_references_are_counted(sheet: str) -> None:
    assert "cells beyond row 50,001 or column 100" in refusal(workbook(sheet))


def test_a_workbook_with_a_doctype_is_refused() -> None:
    data = workbook(row(1, "Name"), **{"xl/styles.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"})

    assert "not an Excel workbook" in refusal(data)


def test_another_zip_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert "not an Excel workbook" in refusal(packed.getvalue())


def test_a_lying_zip_gives_no_more_than_it_declares() -> None:
    data = workbook(row(1, "Name", "Country") + row(2, "A", "Kenya"))
    place = data.index(b"PK\x01\x02", data.index(SHEET.encode()))
    lie = data[: place + 24] + (10).to_bytes(4, "little") + data[place + 28 :]

    assert "not an Excel workbook" in refusal(lie)


@given(st.binary(max_size=300))
def test_no_bytes_do_worse_than_a_refusal(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert read_table(data, "list.csv").header
