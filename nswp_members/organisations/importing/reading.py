"""Reading an uploaded member list, whatever it was saved as."""

from nswp_members.organisations.importing.csv_reading import read_csv
from nswp_members.organisations.importing.table import MAX_FILE_BYTES, Row, Table, UnreadableFile
from nswp_members.organisations.importing.xlsx_reading import read_xlsx

__all__ = ["MAX_FILE_BYTES", "Row", "Table", "UnreadableFile", "read_table"]

_ZIP = b"PK\x03\x04"
_OLD_EXCEL_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"


def read_table(data: bytes, filename: str) -> Table:
    """Return the table in a CSV file or an Excel workbook; UnreadableFile carries a sentence.

    At most 20 MB, 50,000 rows, 100 columns and 10,000 characters a cell. What the file is shows in its first
    bytes; its name only makes the sentence clearer.
    """
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFile(f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB. Please split it.")
    if data.startswith(_OLD_EXCEL_OR_LOCKED):
        raise UnreadableFile(
            "The file is an old Excel workbook (.xls) or is locked with a password. "
            "Please save it without a password as .xlsx or as CSV."
        )
    if data.startswith(_PDF):
        raise UnreadableFile("The file is a PDF. Please give the list as CSV or as an Excel workbook (.xlsx).")
    if data.startswith(_ZIP):
        return read_xlsx(data)
    if filename.casefold().endswith((".xlsx", ".xls", ".ods")):
        raise UnreadableFile("The file's name says spreadsheet but it is none. Please save it again as .xlsx or CSV.")
    return read_csv(data)
