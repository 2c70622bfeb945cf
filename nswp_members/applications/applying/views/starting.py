"""The public page about membership, and how an application is begun or found again."""

import time
from datetime import timedelta

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, may_sign_in, public
from nswp_members.applications import queries, services
from nswp_members.applications.applying.fields import PlainForm
from nswp_members.applications.applying.forms import LetterForm, LinkForm
from nswp_members.applications.applying.views.blueprint import (
    SAME_SECONDS,
    Answer,
    answers_shown,
    blueprint,
    language,
    lifetime,
    opened,
    opened_draft,
    steps,
    steps_to_change,
)
from nswp_members.applications.completeness import steps_of
from nswp_members.applications.deciding import queries as deciding
from nswp_members.applications.labels import NEXT_WORDS, STATE_WORDS, STEP_LABELS
from nswp_members.applications.links import token_of
from nswp_members.applications.models import Application
from nswp_members.applications.review_labels import PARTY_LABELS
from nswp_members.applications.states import OPEN, State
from nswp_members.core.db import now, transaction
from nswp_members.core.web import csrf, indexable
from nswp_members.organisations.category_words import category_label


@blueprint.get("/apply")
@public
@indexable
def index() -> Answer:
    """Introduce membership: its categories, what is asked, who reads it; and the way to begin."""
    return _introduction(LinkForm(formdata=None, locale=language()))


@blueprint.post("/apply")
@csrf.exempt
@public
def start() -> Answer:
    """Mail a link to begin or to go on; the answer tells nothing of the address."""
    form = LinkForm()
    if not form.submitted():
        return _introduction(form)
    if not throttling.request_allowed("apply"):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    ends = time.monotonic() + SAME_SECONDS
    waits = timedelta(days=current_app.config["APPLICATION_START_DAYS"])
    with transaction():
        services.ask_for_link(email=form.email.data or "", locale=form.locale.data or "en", lifetime=waits)
    time.sleep(max(0, ends - time.monotonic()))
    return redirect(url_for("apply.sent"))


@blueprint.get("/apply/sent")
@public
def sent() -> Answer:
    """Say that a mail is on its way."""
    return render_template("applications/sent.html", days=current_app.config["APPLICATION_START_DAYS"])


def _introduction(form: LinkForm) -> Answer:
    current = queries.current_form()
    return render_template(
        "applications/introduction.html",
        form=form,
        categories=queries.open_categories(),
        step_names=[STEP_LABELS.get(one, one) for one in steps_of(current.questions if current else [])],
        days=current_app.config["APPLICATION_DRAFT_DAYS"],
    )


@blueprint.get("/apply/<token>")
@public
def show(token: str) -> Answer:
    """Show what the link leads to: the address to be confirmed, the draft, or where the application stands."""
    application = opened(token)
    if application.state != State.DRAFT:
        form = LetterForm(formdata=None, version=application.version)
        return status_page(application, token, form)
    if application.email_confirmed_at is None:
        return render_template("applications/confirm.html", form=PlainForm(formdata=None), token=token)
    return render_template("applications/draft.html", application=application, steps=steps(application), token=token)


@blueprint.post("/apply/<token>")
@csrf.exempt
@public
def confirm(token: str) -> Answer:
    """Note that the address is right and open the draft."""
    application = opened(token)
    with transaction():
        services.confirm_address(application, lifetime=lifetime())
    return redirect(url_for("apply.show", token=token))


@blueprint.get("/apply/mine")
def mine() -> Answer:
    """Lead somebody who is signed in to the application that they made."""
    viewer = authorise(may_sign_in)
    found = queries.application_of(viewer.person_id, at=now()) if viewer.person_id else None
    if found is None:
        abort(404)
    return redirect(url_for("apply.show", token=token_of(found)))


@blueprint.route("/apply/<token>/discard", methods=["GET", "POST"])
@csrf.exempt
@public
def discard(token: str) -> Answer:
    """Delete the draft, after asking."""
    application = opened_draft(token)
    form = PlainForm()
    if form.submitted():
        with transaction():
            services.discard(application)
        return render_template("applications/gone.html", is_withdrawn=False)
    return render_template("applications/discard.html", form=form, token=token)


def status_page(application: Application, token: str, form: LetterForm) -> Answer:
    """Show where a sent application stands, and what can be done with it."""
    consents = queries.consents_of(application)
    return render_template(
        "applications/status.html",
        application=application,
        token=token,
        form=form,
        letters=queries.letters_of(application.id),
        party_labels=PARTY_LABELS,
        words=STATE_WORDS.get(State(application.state), ""),
        next_words=NEXT_WORDS.get(State(application.state), ""),
        is_open=State(application.state) in OPEN,
        asks=application.state == State.INFORMATION,
        changeable=steps_to_change(application),
        answer_token=deciding.token_for(application),
        granted=category_label(application.granted),
        steps=steps(application),
        answers=answers_shown(application),
        consents=[
            (one, consents[one.key])
            for one in queries.questions_of(application)
            if one.step == services.CONSENTS and one.key in consents
        ],
    )
