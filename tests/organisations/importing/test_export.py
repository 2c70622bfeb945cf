"""The list of rows to correct."""

import csv
import io
from datetime import date

from nswp_members.organisations.importing.columns import suggest_mapping
from nswp_members.organisations.importing.export import error_rows_csv
from nswp_members.organisations.importing.reading import Row, Table, read_table
from nswp_members.organisations.importing.rows import CheckedRow, Verdict, check_rows

HEADER = ("Name", "Country", "Region", "Category", "E-mail", "Phone")


def checked(*rows: tuple[str, ...]) -> list[CheckedRow]:
    """Return the rows checked."""
    table = Table(HEADER, tuple(Row(number, cells) for number, cells in enumerate(rows, start=2)))
    mapping = suggest_mapping(HEADER, {})
    return list(check_rows(table, mapping, today=date(2026, 1, 1), statement_first_published=None, known=frozenset()))


def test_rows_to_correct_come_with_their_number_and_what_to_do() -> None:
    rows = checked(
        ("Fine", "Kenya", "Africa", "full", "a@x.example.org", ""),
        ("=BAD()", "Atlantis", "Africa", "full", "a@x.example.org", "+254 1 2"),
        ("Odd", "Kenya", "Africa", "full", "a@x.example.org", "", "stray"),
    )

    data = error_rows_csv(HEADER, rows)

    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        [*HEADER, "", "Row", "What to do"],
        [
            "'=BAD()",
            "Atlantis",
            "Africa",
            "full",
            "a@x.example.org",
            "+254 1 2",
            "",
            "3",
            "Country: “Atlantis” is not a country we know. Write its name or its ISO code.",
        ],
        [
            "Odd",
            "Kenya",
            "Africa",
            "full",
            "a@x.example.org",
            "",
            "stray",
            "4",
            "The row has cells beyond the last header, which were left out: stray.",
        ],
    ]


def test_a_corrected_list_can_be_uploaded_again_with_its_names_unchanged() -> None:
    rows = checked(("=BAD()", "Atlantis", "Africa", "full", "a@x.example.org", ""))
    corrected = error_rows_csv(HEADER, rows).replace(b"Atlantis", b"Kenya")

    table = read_table(corrected, "list.csv")
    again = list(
        check_rows(
            table,
            suggest_mapping(table.header, {}),
            today=date(2026, 1, 1),
            statement_first_published=None,
            known=frozenset(),
        )
    )

    assert [row.verdict for row in again] == [Verdict.NEW]
    assert again[0].draft is not None
    assert again[0].draft.name == "=BAD()"
