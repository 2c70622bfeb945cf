"""Answering by the link in a letter, without an account, on pages that name nobody.

There is no session: the secret in the address proves who sends. Every link that does not work, for whatever reason,
gets the same answer.
"""

import time
from typing import NoReturn

from flask import abort, g, make_response, render_template, url_for

from nswp_members.accounts import throttling
from nswp_members.accounts.access import public
from nswp_members.consultations import queries, services
from nswp_members.consultations.models import Link
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.views.blueprint import Answer, blueprint
from nswp_members.consultations.views.stepping import (
    Sheet,
    Way,
    forget_typed,
    keep_typed,
    open_sheet,
    save_step,
    show_step,
    steps_for,
)
from nswp_members.core.db import now, transaction
from nswp_members.core.web import csrf

SAME_SECONDS = 0.3


@blueprint.get("/a/<token>")
@public
def answer_by_link(token: str) -> Answer:
    """Show what is asked, and how far the answers are."""
    link = _opened(token)
    if link.opened_at is None:
        with transaction():
            services.note_opened(link, at=now())
        link = _opened(token)
    consultation, respondent = link.participant.consultation, _respondent(link)
    return render_template(
        "consultations/by_link.html",
        consultation=consultation,
        respondent=respondent,
        steps=steps_for(consultation, respondent),
        given=queries.given_by(consultation, respondent),
        drafted=queries.drafted_steps(link.participant_id, respondent.person_id),
        extensions=queries.extensions_of(consultation.id),
        step_url=_way(token).step_url,
    )


@blueprint.get("/a/<token>/<answer_step>")
@public
def step_by_link(token: str, answer_step: str) -> Answer:
    """Show a step."""
    return show_step(_sheet(token, answer_step))


@blueprint.post("/a/<token>/<answer_step>")
@csrf.exempt
@public
def save_by_link(token: str, answer_step: str) -> Answer:
    """Save a step."""
    return save_step(_sheet(token, answer_step))


@blueprint.post("/a/<token>/<answer_step>/draft")
@csrf.exempt
@public
def keep_by_link(token: str, answer_step: str) -> Answer:
    """Keep what stands in a step's form without saving it."""
    return ("", 204) if keep_typed(_sheet(token, answer_step)) else ("", 409)


@blueprint.post("/a/<token>/<answer_step>/discard")
@csrf.exempt
@public
def forget_by_link(token: str, answer_step: str) -> Answer:
    """Forget what was typed and not saved."""
    return forget_typed(_sheet(token, answer_step))


def _opened(token: str) -> Link:
    """Return the link of this token if it opens something; the pages that follow name nobody."""
    ends = time.monotonic() + SAME_SECONDS
    g.is_discreet = True
    link = queries.usable_link(token, at=now())
    if link is None:
        _closed(ends)
    return link


def _closed(ends: float) -> NoReturn:
    """Answer that the link opens nothing, not before this moment."""
    if throttling.request_allowed("consultation-link"):
        time.sleep(max(0, ends - time.monotonic()))
    abort(make_response(render_template("consultations/link_closed.html"), 404))


def _sheet(token: str, code: str) -> Sheet:
    link = _opened(token)
    return open_sheet(link.participant.consultation, _respondent(link), code, _way(token))


def _way(token: str) -> Way:
    def address(endpoint: str) -> object:
        return lambda answer_step, **values: url_for(endpoint, token=token, answer_step=answer_step, **values)

    return Way(
        step_url=address("consultations.step_by_link"),
        draft_url=address("consultations.keep_by_link"),
        discard_url=address("consultations.forget_by_link"),
        home_url=url_for("consultations.answer_by_link", token=token),
        template="consultations/step_by_link.html",
        proves_itself=True,
    )


def _respondent(link: Link) -> Respondent:
    return Respondent(link.person_id, link.participant.organisation_id)
