"""A file that opens, where a demonstration needs one."""

from io import BytesIO

import pikepdf


def empty_sheet() -> bytes:
    """Return a PDF of one empty page."""
    file = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()
