"""Giving back the rows that need work, so that somebody can correct them in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from nswp_members.organisations.importing.formulas import neutralise
from nswp_members.organisations.importing.remarks import ADVICE_HEADING, ROW_HEADING, Severity, remark_text
from nswp_members.organisations.importing.rows import CheckedRow


def error_rows_csv(header: Sequence[str], rows: Iterable[CheckedRow]) -> bytes:
    """Return the rows that were refused or warned about, with their number and what to do.

    UTF-8 with a mark and CRLF, as spreadsheets like it; no cell can run as a formula.
    """
    chosen = [row for row in rows if row.needs_attention]
    width = max([len(header), *(len(row.cells) for row in chosen)])
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([*_padded(header, width), str(ROW_HEADING), str(ADVICE_HEADING)])
    for row in chosen:
        writer.writerow([*_padded(row.cells, width), str(row.row_number), _advice(row)])
    return lines.getvalue().encode("utf-8-sig")


def _padded(cells: Sequence[str], width: int) -> list[str]:
    """Return the cells, safe for a spreadsheet, with blanks up to the width."""
    return [neutralise(cell) for cell in cells] + [""] * (width - len(cells))


def _advice(row: CheckedRow) -> str:
    """Return the errors and warnings of a row as sentences."""
    serious = [remark for remark in row.remarks if remark.severity is not Severity.INFO]
    return neutralise(" ".join(remark_text(remark) for remark in serious))
