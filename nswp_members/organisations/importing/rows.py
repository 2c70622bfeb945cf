"""Checking the rows of a member list one by one against the import's contract, without storing anything."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nswp_members.core.formulas import restore
from nswp_members.core.text import clean, fold
from nswp_members.organisations.importing.columns import Column, missing_columns
from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.importing.drafting import read_draft
from nswp_members.organisations.importing.identity import IdentityKey
from nswp_members.organisations.importing.remarks import Remark, RemarkList, Severity
from nswp_members.organisations.importing.table import Row, Table

_TOTALS = re.compile(
    r"(?:(?:grand|sub)[ -]?)?(?:totals?|sum|count|totaux|total general|suma|всего|итого|общий "
    "итог|合计|总计|总数|小计)"
    r"(?: members| organisations| rows)?[ :：=]*[0-9]*"
)


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    NEW_WITH_WARNINGS = "new_with_warnings"
    EXISTING = "existing"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    SKIPPED = "skipped"


class ColumnsMissing(ValueError):
    """No header was mapped to a column the import cannot do without."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


@dataclass(frozen=True)
class CheckedRow:
    """A row with its verdict, its draft (None if refused or skipped) and the remarks on it."""

    row_number: int
    verdict: Verdict
    draft: OrganisationDraft | None
    remarks: tuple[Remark, ...]
    cells: tuple[str, ...]

    @property
    def needs_attention(self) -> bool:
        """Whether the row was refused, or is used with something to look at."""
        is_used = self.verdict in {Verdict.NEW_WITH_WARNINGS, Verdict.EXISTING}
        has_warnings = any(remark.severity is Severity.WARNING for remark in self.remarks)
        return self.verdict is Verdict.REFUSED or (is_used and has_warnings)


def check_rows(
    table: Table,
    mapping: Mapping[int, Column],
    *,
    today: date,
    statement_first_published: date | None,
    known: Container[IdentityKey],
    category_words: Mapping[str, str] | None = None,
) -> Iterator[CheckedRow]:
    """Yield each row of the table with its verdict, in order; nothing in a cell makes this raise.

    ``known`` holds the keys of stored organisations (identity.identity_key), ``category_words`` says which word stands
    for which category. ColumnsMissing, at once, when the mapping lacks the name or the country. Only accepted rows
    count as "earlier" for duplicates.
    """
    if missing := missing_columns(mapping):
        raise ColumnsMissing(missing)
    checker = _Checker(len(table.header), mapping, today, statement_first_published, known, category_words)
    return map(checker.check, table.rows)


@dataclass
class _Checker:
    """The rules for one file, and what was seen of it so far."""

    width: int
    mapping: Mapping[int, Column]
    today: date
    statement_first_published: date | None
    known: Container[IdentityKey]
    category_words: Mapping[str, str] | None = None
    rows_by_key: dict[IdentityKey, int] = field(default_factory=dict)
    rows_by_name: dict[str, int] = field(default_factory=dict)

    def check(self, row: Row) -> CheckedRow:
        """Return the row with its verdict."""
        remarks = RemarkList()
        cells = self._cells(row)
        if self._is_skipped(row, cells, remarks):
            return CheckedRow(row.number, Verdict.SKIPPED, None, remarks.as_tuple(), row.cells)
        if len(row.cells) < self.width:
            remarks.error(None, "", "row-short", found=len(row.cells), expected=self.width)
            return CheckedRow(row.number, Verdict.REFUSED, None, remarks.as_tuple(), row.cells)
        draft = read_draft(cells, remarks, self.today, self.statement_first_published, self.category_words)
        if stray := [clean(cell) for cell in row.cells[self.width :] if clean(cell)]:
            remarks.warning(None, ", ".join(stray), "stray-cells")
        if draft is None:
            return CheckedRow(row.number, Verdict.REFUSED, None, remarks.as_tuple(), row.cells)
        verdict = self._verdict(row.number, draft, remarks)
        return CheckedRow(row.number, verdict, draft, remarks.as_tuple(), row.cells)

    def _cells(self, row: Row) -> dict[Column, str]:
        """Return the mapped cells by column, every column present, formula protection taken off."""
        cells = dict.fromkeys(Column, "")
        for index, column in self.mapping.items():
            cells[column] = restore(row.cells[index]) if index < len(row.cells) else ""
        return cells

    def _is_skipped(self, row: Row, cells: Mapping[Column, str], remarks: RemarkList) -> bool:
        """Whether the row is blank or holds totals, with a remark."""
        if row.is_blank:
            remarks.info(None, "", "row-blank")
            return True
        first = next(text for text in map(clean, row.cells) if text)
        is_total = _TOTALS.fullmatch(fold(first)) and not re.search(r"[^\W\d_]", cells[Column.COUNTRY])
        if is_total:
            remarks.info(None, first, "row-totals")
        return bool(is_total)

    def _verdict(self, number: int, draft: OrganisationDraft, remarks: RemarkList) -> Verdict:
        """Return the verdict on a row that can be used, and remember it for the rows below."""
        key = draft.identity_key
        if key in self.rows_by_key:
            remarks.info(Column.NAME, draft.name, "duplicate-row", row=self.rows_by_key[key])
            return Verdict.DUPLICATE
        if key[1] in self.rows_by_name:
            remarks.info(Column.NAME, draft.name, "same-name-elsewhere", row=self.rows_by_name[key[1]])
        self.rows_by_key[key] = number
        self.rows_by_name.setdefault(key[1], number)
        if key in self.known:
            remarks.info(Column.NAME, draft.name, "already-known")
            return Verdict.EXISTING
        return Verdict.NEW_WITH_WARNINGS if remarks.has_warnings else Verdict.NEW
