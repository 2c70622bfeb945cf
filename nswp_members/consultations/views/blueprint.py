"""What the pages of consultations share."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import labels, policies, queries
from nswp_members.consultations.deadlines import last_day
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.words import answer_language, in_words, language_shown, words
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES, current_locale
from nswp_members.regions.geography import Region, region_name

blueprint = Blueprint("consultations", __name__)
Answer = str | BaseResponse | tuple[str, int]


@blueprint.context_processor
def codes() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "kind_labels": labels.KIND_LABELS,
        "state_labels": labels.STATE_LABELS,
        "state_tones": labels.STATE_TONES,
        "outcome_labels": labels.OUTCOME_LABELS,
        "type_labels": labels.TYPE_LABELS,
        "stance_labels": labels.STANCE_LABELS,
        "stance_tones": labels.STANCE_TONES,
        "lack_labels": labels.LACKS,
        "codes": LANGUAGES,
        "last_day": last_day,
        "in_words": lambda question, value: in_words(question, value, language()),
        "answer_language": lambda code: answer_language(code, language()),
        "region_names": [(one.value, region_name(one, language())) for one in Region],
        "region_rows": lambda rows: [(region_name(code, language()), number) for code, number in rows],
        "open_now": lambda consultation: consultation.takes_answers(now()),
    }


@blueprint.app_template_filter("in_my_language")
def in_my_language(texts: dict[str, str]) -> str:
    """Return a text of a consultation in the language of the page, failing that in English."""
    return words(texts, language())


@blueprint.app_template_filter("language_mark")
def language_mark(texts: dict[str, str]) -> Markup:
    """Return the attribute that names a text's language where it is not that of the page."""
    shown = language_shown(texts, language())
    return Markup("") if shown == language() else Markup(f' lang="{escape(shown)}"')  # noqa: S704


@blueprint.app_template_filter("last_day_to_answer")
def last_day_to_answer(consultation: Consultation) -> date:
    """Return the last day on which a consultation takes answers."""
    return last_day(consultation.closes_at)


def language() -> str:
    """Return the language of the page."""
    return str(current_locale().language)


def load(consultation_slug: str) -> Consultation:
    """Return the consultation of this address; one that does not concern the viewer is as absent as none."""
    return queries.by_slug_visible(current_viewer(), consultation_slug) or abort(404)


def load_and_authorise(consultation_slug: str) -> tuple[Viewer, Consultation]:
    """Return who manages consultations, and the one of this address; everybody else finds nothing there."""
    if not policies.can_manage(current_viewer()):
        abort(404)
    return authorise(policies.can_manage), load(consultation_slug)


def act(
    consultation: Consultation, do: Callable[[], Any], said: str, *, endpoint: str = "consultations.show"
) -> Answer:
    """Do something with a consultation and go on to a page of it; a broken rule becomes a message there."""
    consultation_slug = consultation.slug
    try:
        with transaction():
            do()
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        flash(said, "success")
    return redirect(url_for(endpoint, consultation_slug=consultation_slug))


def person(viewer: Viewer) -> UUID:
    """Return the id of whoever is signed in."""
    return viewer.person_id or abort(404)
