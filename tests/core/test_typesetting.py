"""Documents are made of our own files only."""

from pathlib import Path

import pytest
from flask import Flask
from weasyprint.urls import FatalURLFetchingError

from nswp_members.core.typesetting import OwnFilesOnly, pdf_of


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.css",
        "file:///etc/passwd",
        "static:../app.py",
        "static:/etc/passwd",
        "static:css/absent.css",
        "data:text/css,*{}",
        "http://127.0.0.1:5432/",
    ],
)
def test_nothing_but_our_own_files_is_fetched(app: Flask, address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        OwnFilesOnly().fetch(address)


def test_a_document_that_wants_something_from_elsewhere_is_not_made(app: Flask) -> None:
    markup = '<link rel="stylesheet" href="https://example.org/x.css"><p>x</p>'

    with pytest.raises(FatalURLFetchingError):
        pdf_of(markup)


def test_our_own_sheet_is_fetched(app: Flask) -> None:
    found = OwnFilesOnly().fetch("static:css/letter.css")

    assert found.read() == (Path(str(app.static_folder)) / "css/letter.css").read_bytes()
