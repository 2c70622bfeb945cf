"""The blueprints of allies and of letters, and what their views begin with."""

import time
from typing import Any, NoReturn

from flask import Blueprint, abort, current_app, make_response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import throttling
from nswp_members.accounts.access import current_viewer
from nswp_members.allies import policies, queries
from nswp_members.allies.labels import KIND_LABELS, LETTER_LABELS, LETTER_TONES, STATE_LABELS, STATE_TONES
from nswp_members.allies.models import Letter
from nswp_members.core.i18n import current_locale
from nswp_members.regions.geography import country_name
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

Answer = str | BaseResponse | tuple[str, int]
SAME_SECONDS = 0.3

blueprint = Blueprint("allies", __name__)
letters = Blueprint("letters", __name__)


def language() -> str:
    """Return the language of the page."""
    return str(current_locale().language)


def version_or_404(label: str) -> StatementVersion:
    """Return the published version with this label."""
    return statements.version_by_label(label) or abort(404)


def letter_or_404(slug: str) -> Letter:
    """Return the letter with this address; drafts only to those who tend letters."""
    return queries.letter_by_slug(slug, for_staff=policies.can_tend_letters(current_viewer())) or abort(404)


def closed(ends: float) -> NoReturn:
    """Answer that a link opens nothing, not before this moment."""
    if throttling.request_allowed("ally-link"):
        time.sleep(max(0, ends - time.monotonic()))
    abort(make_response(render_template("allies/link_closed.html"), 404))


def page_number() -> int:
    """Return which page of a list is wanted, from 1 on."""
    return max(request.args.get("page", 1, type=int), 1)


def page_size() -> int:
    """Return how many rows a page of a list has."""
    return int(current_app.config["PAGE_SIZE"])


def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "kind_labels": KIND_LABELS,
        "ally_states": STATE_LABELS,
        "ally_tones": STATE_TONES,
        "letter_states": LETTER_LABELS,
        "letter_tones": LETTER_TONES,
        "named_country": lambda code: country_name(code, language()),
    }


blueprint.context_processor(words)
letters.context_processor(words)
