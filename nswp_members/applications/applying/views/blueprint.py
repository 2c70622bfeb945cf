"""What the applicant's pages share: the link that opens them, and what they show of a step."""

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NoReturn

from flask import Blueprint, abort, current_app, make_response, render_template
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import throttling
from nswp_members.applications import queries
from nswp_members.applications.answer_words import in_words, words
from nswp_members.applications.completeness import applies, missing, steps_of
from nswp_members.applications.labels import STEP_HINTS, STEP_LABELS
from nswp_members.applications.models import Application, Question
from nswp_members.applications.states import State
from nswp_members.core.db import now
from nswp_members.core.i18n import current_locale

Answer = str | BaseResponse | tuple[str, int]
SAME_SECONDS = 0.3

blueprint = Blueprint("apply", __name__)


@dataclass(frozen=True)
class Step:
    """One step of the form, and how far it is done."""

    code: str
    label: Any
    questions: list[Question]
    missing: list[Question]
    is_typed: bool


def opened(token: str) -> Application:
    """Return the application that a link opens; every link that opens none gets the same answer."""
    ends = time.monotonic() + SAME_SECONDS
    application = queries.by_token(token, at=now())
    if application is None:
        closed(ends)
    return application


def opened_draft(token: str) -> Application:
    """Return the confirmed draft that a link opens; 404 for a link that does not, or leads to something else."""
    application = opened(token)
    if application.state != State.DRAFT or application.email_confirmed_at is None:
        closed(time.monotonic())
    return application


def opened_to_change(token: str) -> Application:
    """Return the application that a link opens while its answers can be changed; 404 as `opened_draft` gives it."""
    application = opened(token)
    if application.state == State.INFORMATION:
        return application
    return opened_draft(token)


def closed(ends: float) -> NoReturn:
    """Answer that the link opens nothing, not before this moment."""
    if throttling.request_allowed("application-link"):
        time.sleep(max(0, ends - time.monotonic()))
    abort(make_response(render_template("applications/link_closed.html"), 404))


def lifetime() -> timedelta:
    """Return how long a draft is kept after its last change."""
    return timedelta(days=current_app.config["APPLICATION_DRAFT_DAYS"])


def language() -> str:
    """Return the language of the page."""
    return str(current_locale().language)


def steps_to_change(application: Application) -> list[Step]:
    """Return the steps that hold answers which can be changed now, without the other questions."""
    keys = {one.key for one in queries.open_to_change(application)}
    found = [
        replace(one, questions=[question for question in one.questions if question.key in keys])
        for one in steps(application)
    ]
    return [one for one in found if one.questions]


def steps(application: Application) -> list[Step]:
    """Return the steps of the application's form with what is missing in each."""
    questions, answers = queries.questions_of(application), queries.answers_of(application)
    typed = queries.typed_steps(application)
    lacking = missing(questions, answers)
    return [
        Step(
            code,
            STEP_LABELS.get(code, code),
            [one for one in questions if one.step == code and applies(one, answers)],
            [one for one in lacking if one.step == code],
            code in typed,
        )
        for code in steps_of(questions)
    ]


def answers_shown(application: Application) -> dict[str, list[str]]:
    """Return the answers as lines to read, by question; of files their names."""
    answers, files = queries.answers_of(application), queries.attachments_of(application)
    shown = {}
    for one in queries.questions_of(application):
        names = [file.name for file in files.get(one.id, [])]
        shown[one.key] = names or in_words(one, answers.get(one.key), language())
    return shown


@blueprint.app_template_filter("question_words")
def question_words(texts: dict[str, str]) -> str:
    """Return a text of a question in the language of the page."""
    return words(texts, language())


def step_hint(code: str) -> Any:
    """Return what is said above the questions of a step, if anything."""
    return STEP_HINTS.get(code, "")
