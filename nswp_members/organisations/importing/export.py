"""Giving back the rows that need work, so that somebody can correct them in a spreadsheet."""

from collections.abc import Iterable, Sequence

from nswp_members.core.spreadsheets import Sheet, as_csv
from nswp_members.organisations.importing.remarks import ADVICE_HEADING, ROW_HEADING, Severity, remark_text
from nswp_members.organisations.importing.rows import CheckedRow


def error_rows_csv(header: Sequence[str], rows: Iterable[CheckedRow]) -> bytes:
    """Return the rows that were refused or warned about, with their number and what to do."""
    chosen = [row for row in rows if row.needs_attention]
    width = max([len(header), *(len(row.cells) for row in chosen)])
    return as_csv(
        Sheet(
            "",
            (*_padded(header, width), str(ROW_HEADING), str(ADVICE_HEADING)),
            [(*_padded(row.cells, width), row.row_number, _advice(row)) for row in chosen],
        )
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    """Return the cells with blanks up to the width."""
    return [*cells, *[""] * (width - len(cells))]


def _advice(row: CheckedRow) -> str:
    """Return the errors and warnings of a row as sentences."""
    serious = [remark for remark in row.remarks if remark.severity is not Severity.INFO]
    return " ".join(remark_text(remark) for remark in serious)
