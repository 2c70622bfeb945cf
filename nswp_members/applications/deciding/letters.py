"""Setting a decision as a letter: a PDF that holds the words and nothing else."""

from pathlib import Path
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from nswp_members.applications.deciding.models import Decision
from nswp_members.organisations.category_words import category_label

SHEET = "css/letter.css"
OURS = "static:"


class OwnFilesOnly(URLFetcher):
    """Reads our own static files and refuses every other address, near or far."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return one of our files; raises `FatalURLFetchingError` for anything else, which ends the letter."""
        folder = Path(str(current_app.static_folder)).resolve()
        path = (folder / url.removeprefix(OURS)).resolve()
        if not url.startswith(OURS) or not path.is_relative_to(folder) or not path.is_file():
            raise FatalURLFetchingError("A letter is made of our own files only.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css"})


def letter_pdf(decision: Decision) -> bytes:
    """Return the letter as a PDF in the applicant's language, without author, date of making or telling title."""
    with force_locale(decision.application.locale):
        markup = render_template("applications/deciding/letter.html", sheet=f"{OURS}{SHEET}", **letter_words(decision))
    document = HTML(string=markup, base_url=OURS, url_fetcher=OwnFilesOnly())
    pdf: bytes = document.write_pdf(presentational_hints=False)
    return pdf


def letter_words(decision: Decision) -> dict[str, Any]:
    """Return what the letter is written from, on paper and on the page alike."""
    return {
        "decision": decision,
        "application": decision.application,
        "name": decision.application.name or "",
        "category": category_label(decision.application.granted),
        "sender": current_app.config["MAIL_SENDER_NAME"],
    }
