"""Keeping text that begins like a formula from running in a spreadsheet, and back."""

import re
import unicodedata

_STARTS = frozenset("=+-@\t\r\n")
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*|\+[0-9][0-9 ()]*")
_PROTECTION = "'"


def neutralise(cell: str) -> str:
    """Return the cell with a leading apostrophe if it could run as a formula (OWASP, CSV injection).

    Plain numbers and telephone numbers of digits, spaces and brackets stay as they are.
    """
    return _PROTECTION + cell if _starts_like_formula(cell) and not _HARMLESS.fullmatch(cell) else cell


def restore(cell: str) -> str:
    """Return the cell as it was before it was neutralised."""
    is_protected = cell.startswith(_PROTECTION) and neutralise(cell[1:]) == cell
    return cell[1:] if is_protected else cell


def _starts_like_formula(cell: str) -> bool:
    """Whether the first sign, also after blanks or as a full-width form, is one that starts a formula."""
    visible = cell.lstrip(" \u00a0\u200b\ufeff")
    return unicodedata.normalize("NFKC", visible[:1])[:1] in _STARTS if visible else False
