"""Setting a page as a PDF that holds its words and nothing else: no address is read, near or far."""

from pathlib import Path
from typing import Any

from flask import current_app
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

OURS = "static:"


class OwnFilesOnly(URLFetcher):
    """Reads our own static files and refuses every other address."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return one of our files; raises `FatalURLFetchingError` for anything else, which ends the document."""
        folder = Path(str(current_app.static_folder)).resolve()
        path = (folder / url.removeprefix(OURS)).resolve()
        if not url.startswith(OURS) or not path.is_relative_to(folder) or not path.is_file():
            raise FatalURLFetchingError("A document is made of our own files only.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css"})


def pdf_of(markup: str) -> bytes:
    """Return a page, whose style sheets are named ``static:css/….css``, as a PDF without author or date of making."""
    document = HTML(string=markup, base_url=OURS, url_fetcher=OwnFilesOnly())
    pdf: bytes = document.write_pdf(presentational_hints=False)
    return pdf
