"""A table as it came out of a file, and the limits it must keep."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nswp_members.core.text import clean

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL_CHARACTERS = 10_000


class UnreadableFile(Exception):
    """A file that cannot be read as a table; ``sentence`` tells the user why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Row:
    """One row under the header.

    ``number`` is what a spreadsheet shows beside the row: records count from 1, the header included, blank
    rows too. A cell with line breaks is one record, so in a text editor the row may stand further down: that
    is ``line``.
    """

    number: int
    cells: tuple[str, ...]
    line: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything to see."""
        return not any(map(clean, self.cells))


@dataclass(frozen=True)
class Table:
    """The header's cells and the rows below it; ``encoding`` is None for a workbook.

    ``encoding_is_guessed`` tells the user to look at the accents before going on.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str | None = None
    encoding_is_guessed: bool = False
    sheet: str | None = None


def header_and_rows(records: Iterable[Row]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return the first row with content, and the rows below without the blank ones at the end."""
    checked = _within_limits(records)
    header = next((row for row in checked if not row.is_blank), None)
    if header is None:
        raise UnreadableFile("The file is empty. Please choose a file with a header row and one row for each member.")
    rows = list(checked)
    while rows and rows[-1].is_blank:
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(f"The file has {len(rows):,} rows; at most {MAX_ROWS:,} are read. Please split it.")
    titles = [clean(cell) for cell in header.cells]
    while not titles[-1]:
        titles.pop()
    if len(titles) > MAX_COLUMNS:
        raise UnreadableFile(f"The file has {len(titles)} columns; at most {MAX_COLUMNS} are read.")
    return tuple(titles), tuple(rows)


def _within_limits(records: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows.

    UnreadableFile as soon as one is too wide, one of its cells too long, or there are far too many.
    """
    for count, row in enumerate(records, start=1):
        if count > 2 * MAX_ROWS:
            raise UnreadableFile(f"The file has more than {MAX_ROWS:,} rows. Please split it.")
        if len(row.cells) > MAX_COLUMNS and any(map(clean, row.cells[MAX_COLUMNS:])):
            raise UnreadableFile(f"Row {row.number} has {len(row.cells)} columns; at most {MAX_COLUMNS} are read.")
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in row.cells):
            raise UnreadableFile(
                f"Row {row.number} has a cell of more than {MAX_CELL_CHARACTERS:,} characters. "
                "Perhaps a quotation mark is opened there and never closed."
            )
        yield row
