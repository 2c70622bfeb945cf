"""Deciding on one application: preview, confirmation, doubles and the letter."""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, flash, make_response, redirect, render_template, request
from flask import url_for as url
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, current_viewer, may_sign_in, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import links
from nswp_members.applications import queries as applications
from nswp_members.applications.deciding import duplicates, entering, labels, letters, policies, queries, services
from nswp_members.applications.deciding.forms import DecisionForm, EntryForm
from nswp_members.applications.models import Application, Channel
from nswp_members.applications.review_labels import STATE_LABELS
from nswp_members.applications.states import State
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.organisations.category_words import category_choices, category_label
from nswp_members.organisations.labels import LISTING_LABELS
from nswp_members.regions import queries as regions
from nswp_members.regions.geography import country_name

blueprint = Blueprint("deciding", __name__)
Answer = str | BaseResponse | tuple[str, int]
CLOSED_SECONDS = 0.3


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "state_labels": STATE_LABELS,
        "reason_labels": labels.REASON_LABELS,
        "channel_labels": labels.CHANNEL_LABELS,
        "listing_words": LISTING_LABELS,
        "category_word": category_label,
    }


@blueprint.route("/applications/<uuid:application_id>/decide", methods=["GET", "POST"])
def decide(application_id: UUID) -> Answer:
    """Show what a decision would make; put it into effect once it is confirmed."""
    application = _sent(application_id)
    viewer = authorise(policies.can_decide)
    if _in_conflict(viewer, application):
        return redirect(url("applications.review", application_id=application.id))
    form = DecisionForm(version=application.version, category=application.category)
    form.category.choices = choices(category_choices(today()))
    confirms = False
    if form.submitted() and not _is_overtaken(application, form):
        confirms = "confirm" not in request.form
        if not confirms and _decided(application, form, viewer):
            flash(_("Decided. The applicant gets a message that there is an answer."), "success")
            return redirect(url("deciding.decision", application_id=application.id))
    is_overtaken = request.method == "POST" and _is_overtaken(application, form)
    if is_overtaken:
        form.version.raw_data, form.version.data = None, application.version
    plan = queries.plan_for(application)
    page = render_template(
        "applications/deciding/decide.html",
        application=application,
        form=form,
        plan=plan,
        version=queries.agreed_version(application),
        matches=duplicates.duplicates_of(application, plan),
        possible=applications.agreement(application).moves,
        confirms=confirms,
        is_overtaken=is_overtaken,
    )
    return (page, 409) if is_overtaken else page


def _sent(application_id: UUID) -> Application:
    """Return an application that the viewer may know of; what was not sent yet is its writer's own and answers 404."""
    found = applications.application_visible(current_viewer(), application_id)
    return found if found and found.state != State.DRAFT else abort(404)


def _is_overtaken(application: Application, form: DecisionForm) -> bool:
    """Whether somebody did something with the application after the form was opened."""
    return form.version.data is not None and form.version.data != application.version


def _in_conflict(viewer: Viewer, application: Application) -> bool:
    """Whether the viewer is concerned, or said that they have a conflict."""
    return bool(viewer.person_id and applications.conflicted(application, [viewer.person_id], at=now()))


def _decided(application: Application, form: DecisionForm, viewer: Viewer) -> bool:
    """Whether the decision took effect; a broken rule is shown in the form, and nothing of it is left."""
    try:
        with transaction():
            services.decide(
                application,
                approve=form.approves,
                category=form.category.data if form.approves else None,
                expected_version=form.version.data or 0,
                lifetime=current_app.config["INVITATION_LIFETIME"],
                reason=(form.reason.data or "").strip(),
                letter=(form.letter.data or "").strip(),
                **author(viewer),
            )
    except DomainError as error:
        form.refuse(error)
        return False
    return True


@blueprint.get("/applications/<uuid:application_id>/decision")
def decision(application_id: UUID) -> Answer:
    """Show what was decided, with the private reason and the letter."""
    application = _sent(application_id)
    if _in_conflict(authorise(policies.can_decide), application):
        return redirect(url("applications.review", application_id=application.id))
    found = queries.decision_of(application_id) or abort(404)
    return render_template("applications/deciding/decision.html", **letters.letter_words(found))


@blueprint.get("/applications/<uuid:application_id>/letter.pdf")
def letter(application_id: UUID) -> Answer:
    """Hand the letter to the secretariat, and to an applicant with an account, as the link hands it out."""
    viewer = authorise(may_sign_in)
    found = queries.decision_of(application_id)
    if found is None or found.application.minimised_at or not policies.can_read_letter(viewer, found.application):
        abort(404)
    return _pdf(letters.letter_pdf(found))


@blueprint.get("/applications/<uuid:application_id>/duplicates")
def possible_duplicates(application_id: UUID) -> Answer:
    """Show which members, former members and applications this may be a double of."""
    application = _sent(application_id)
    if _in_conflict(authorise(policies.can_decide), application):
        return redirect(url("applications.review", application_id=application.id))
    matches = duplicates.duplicates_of(application, queries.plan_for(application))
    return render_template("applications/deciding/duplicates.html", application=application, matches=matches)


@blueprint.get("/apply/answer/<token>")
@public
def answer(token: str) -> Answer:
    """Show an applicant the answer; links that are wrong, over or forgotten answer alike."""
    ends = time.monotonic() + CLOSED_SECONDS
    found = queries.decision_by_token(token)
    if found is None:
        return _closed(ends)
    return render_template("applications/deciding/answer.html", token=token, **letters.letter_words(found))


@blueprint.get("/apply/answer/<token>/letter.pdf")
@public
def answer_letter(token: str) -> Answer:
    """Hand the letter to the applicant."""
    ends = time.monotonic() + CLOSED_SECONDS
    found = queries.decision_by_token(token)
    return _closed(ends) if found is None else _pdf(letters.letter_pdf(found))


def _closed(ends: float) -> Answer:
    """Say that a link is closed, not sooner than `CLOSED_SECONDS` after it was opened."""
    if throttling.request_allowed("answer-link"):
        time.sleep(max(0, ends - time.monotonic()))
    return render_template("applications/deciding/closed.html"), 404


def _pdf(content: bytes) -> Response:
    """Hand out a letter under a name that tells nothing."""
    response = make_response(content)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response


def author(viewer: Viewer) -> dict[str, Any]:
    """Return who acts and in which capacity, as services want to know it."""
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}


@blueprint.route("/applications/enter", methods=["GET", "POST"])
def enter() -> Answer:
    """Begin an application that came by e-mail or on paper, and go on with the form that applicants see."""
    viewer = authorise(policies.can_decide)
    form = EntryForm()
    countries = sorted((country_name(one.code, current_locale().language), one.code) for one in regions.countries())
    form.country_code.choices = choices(((code, name) for name, code in countries), blank=_("Choose…"))
    if form.submitted():
        try:
            with transaction():
                application = entering.enter(
                    channel=Channel(form.channel.data),
                    name=form.name.data or "",
                    country_code=form.country_code.data or "",
                    email=form.email.data or "",
                    locale=form.locale.data or "en",
                    lifetime=timedelta(days=current_app.config["APPLICATION_DRAFT_DAYS"]),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url("apply.show", token=links.token_of(application)))
    return render_template("applications/deciding/entry.html", form=form)


@blueprint.get("/applications/numbers")
def numbers() -> Answer:
    """Show what became of applications, by year and region."""
    authorise(policies.can_count)
    return render_template(
        "applications/deciding/numbers.html", tallies=queries.tallies(), columns=labels.TALLY_COLUMNS
    )
