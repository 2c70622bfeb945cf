"""Pages to write versions of the form."""

from collections.abc import Callable
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications.editing import labels, policies, queries, services
from nswp_members.applications.editing.checking import OFFERS_CATEGORIES, faults
from nswp_members.applications.editing.forms import QuestionForm, filled_from
from nswp_members.applications.labels import STEP_LABELS
from nswp_members.applications.models import ApplicationForm, Question
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES, language_name
from nswp_members.organisations.category_words import category_choices

blueprint = Blueprint("editing", __name__, url_prefix="/applications/forms")
Answer = str | BaseResponse


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {"step_names": STEP_LABELS, "question_kinds": labels.KIND_LABELS, "codes": LANGUAGES}


@blueprint.get("")
def index() -> Answer:
    """Show all versions."""
    authorise(policies.can_edit_forms)
    rows = queries.versions()
    in_use = next((one.form.id for one in rows if one.form.published_at), None)
    return render_template("applications/editing/index.html", rows=rows, in_use=in_use)


@blueprint.post("/<uuid:form_id>/copy")
def copy(form_id: UUID) -> Answer:
    """Begin a new version from this one."""
    viewer = authorise(policies.can_edit_forms)
    form = queries.form_by_id(form_id) or abort(404)
    try:
        with transaction():
            copied = services.copy_form(form, **_author(viewer))
    except DomainError as error:
        flash(str(error.message), "error")
        return redirect(url_for("editing.index"))
    flash(_("A draft of a new version is there. Nobody sees it until you publish it."), "success")
    return redirect(url_for("editing.show", form_id=copied.id))


@blueprint.get("/<uuid:form_id>")
def show(form_id: UUID) -> Answer:
    """Show the questions of a version, and what it lacks."""
    authorise(policies.can_edit_forms)
    form = queries.form_by_id(form_id) or abort(404)
    findings = [] if form.published_at else faults(form.questions)
    return render_template(
        "applications/editing/show.html",
        form=form,
        steps=_by_step(form),
        findings=[labels.fault_words(one) for one in findings],
    )


@blueprint.get("/<uuid:form_id>/preview/<locale>")
def preview(form_id: UUID, locale: str) -> Answer:
    """Show the questions as applicants read them in one language."""
    authorise(policies.can_edit_forms)
    form = queries.form_by_id(form_id) or abort(404)
    if locale not in LANGUAGES:
        abort(404)
    with force_locale(locale):
        offered = category_choices(today())
        said = {
            "step_names": {code: str(name) for code, name in STEP_LABELS.items()},
            "question_kinds": {code: str(name) for code, name in labels.KIND_LABELS.items()},
            "optional": _("(optional)"),
        }
    return render_template(
        "applications/editing/preview.html",
        form=form,
        steps=_by_step(form),
        locale=locale,
        language=language_name(locale),
        offered={OFFERS_CATEGORIES: offered},
        **said,
    )


@blueprint.route("/<uuid:form_id>/questions/new", methods=["GET", "POST"])
def add(form_id: UUID) -> Answer:
    """Add a question."""
    viewer = authorise(policies.can_edit_forms)
    return _edit(viewer, queries.form_by_id(form_id) or abort(404), None)


@blueprint.route("/questions/<uuid:question_id>", methods=["GET", "POST"])
def edit(question_id: UUID) -> Answer:
    """Change a question."""
    viewer = authorise(policies.can_edit_forms)
    question, form = _question(question_id)
    return _edit(viewer, form, question)


def _edit(viewer: Viewer, version: ApplicationForm, question: Question | None) -> Answer:
    """Show the form of a question and save it; that of a published version leads back to its list."""
    if version.published_at:
        return redirect(url_for("editing.show", form_id=version.id))
    form = QuestionForm(**(filled_from(question) if question else {}))
    form.offer([one for one in version.questions if one is not question])
    if form.submitted():
        try:
            with transaction():
                services.save_question(version, question, form.values, **_author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("editing.show", form_id=version.id))
    return render_template("applications/editing/question.html", form=form, version=version, question=question)


@blueprint.post("/questions/<uuid:question_id>/up")
def move_up(question_id: UUID) -> Answer:
    """Move a question up in its step."""
    viewer = authorise(policies.can_edit_forms)
    question, form = _question(question_id)
    return _act(form, lambda: services.move_question(form, question, up=True, **_author(viewer)))


@blueprint.post("/questions/<uuid:question_id>/down")
def move_down(question_id: UUID) -> Answer:
    """Move a question down in its step."""
    viewer = authorise(policies.can_edit_forms)
    question, form = _question(question_id)
    return _act(form, lambda: services.move_question(form, question, up=False, **_author(viewer)))


@blueprint.post("/questions/<uuid:question_id>/remove")
def remove_question(question_id: UUID) -> Answer:
    """Remove a question."""
    viewer = authorise(policies.can_edit_forms)
    question, form = _question(question_id)
    return _act(form, lambda: services.remove_question(form, question, **_author(viewer)), _("Removed."))


@blueprint.post("/<uuid:form_id>/publish")
def publish(form_id: UUID) -> Answer:
    """Let new applications answer this version."""
    viewer = authorise(policies.can_edit_forms)
    form = queries.form_by_id(form_id) or abort(404)
    said = _("Published. Whoever begins an application from now on gets this version.")
    return _act(form, lambda: services.publish(form, **_author(viewer)), said)


@blueprint.post("/<uuid:form_id>/discard")
def discard(form_id: UUID) -> Answer:
    """Throw a draft away."""
    viewer = authorise(policies.can_edit_forms)
    form = queries.form_by_id(form_id) or abort(404)
    try:
        with transaction():
            services.discard(form, **_author(viewer))
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        flash(_("The draft is gone."), "success")
    return redirect(url_for("editing.index"))


def _question(question_id: UUID) -> tuple[Question, ApplicationForm]:
    question = queries.question_by_id(question_id) or abort(404)
    return question, queries.form_by_id(question.form_id) or abort(404)


def _act(form: ApplicationForm, act: Callable[[], None], said: str = "") -> Answer:
    """Do something with a version; a broken rule becomes a message on its page."""
    try:
        with transaction():
            act()
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        if said:
            flash(said, "success")
    return redirect(url_for("editing.show", form_id=form.id))


def _by_step(form: ApplicationForm) -> list[tuple[str, list[Question]]]:
    return [(step, list(rows)) for step, rows in groupby(form.questions, key=lambda one: one.step)]


def _author(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}
