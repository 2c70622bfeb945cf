"""Setting a decision as a letter."""

from typing import Any

from flask import render_template
from flask_babel import force_locale

from nswp_members.applications.deciding.models import Decision
from nswp_members.core.typesetting import OURS, pdf_of
from nswp_members.notices.letters import sender_name
from nswp_members.organisations.category_words import category_label

SHEET = f"{OURS}css/letter.css"


def letter_pdf(decision: Decision) -> bytes:
    """Return the letter as a PDF in the applicant's language."""
    with force_locale(decision.application.locale):
        return pdf_of(render_template("applications/deciding/letter.html", sheet=SHEET, **letter_words(decision)))


def letter_words(decision: Decision) -> dict[str, Any]:
    """Return what the letter is written from, on paper and on the page alike."""
    return {
        "decision": decision,
        "application": decision.application,
        "name": decision.application.name or "",
        "category": category_label(decision.application.granted),
        "sender": sender_name(),
    }
