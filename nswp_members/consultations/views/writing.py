"""Writing the paragraphs and the questions of a consultation that is planned."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import queries, services
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.planning_forms import ParagraphForm, QuestionForm, TakeForm, filled_from, words_in
from nswp_members.consultations.views.blueprint import Answer, act, blueprint, load_and_authorise
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import Form, choices


@blueprint.route("/consultations/<consultation_slug>/paragraphs/new", methods=["GET", "POST"])
def add_paragraph(consultation_slug: str) -> Answer:
    """Add a paragraph at the end."""
    return _edit_paragraph(load_and_authorise(consultation_slug), None)


@blueprint.route("/consultations/<consultation_slug>/paragraphs/<paragraph_key>", methods=["GET", "POST"])
def edit_paragraph(consultation_slug: str, paragraph_key: str) -> Answer:
    """Write a paragraph."""
    return _edit_paragraph(load_and_authorise(consultation_slug), paragraph_key)


def _edit_paragraph(loaded: tuple[Viewer, Consultation], key: str | None) -> Answer:
    viewer, consultation = loaded
    paragraph = None if key is None else queries.paragraph_of(consultation, key) or abort(404)
    form = ParagraphForm(**({"titles": paragraph.titles, "contents": paragraph.contents} if paragraph else {}))

    def save() -> None:
        titles, contents = words_in(form.titles.data, on_one_line=True), words_in(form.contents.data)
        services.save_paragraph(consultation, paragraph, titles=titles, contents=contents, by=viewer.person_id)

    return _saved(consultation, form, save, "consultations/paragraph.html", is_new=paragraph is None)


@blueprint.post("/consultations/<consultation_slug>/paragraphs/<paragraph_key>/up")
def move_paragraph(consultation_slug: str, paragraph_key: str) -> Answer:
    """Move a paragraph up."""
    viewer, consultation = load_and_authorise(consultation_slug)
    paragraph = queries.paragraph_of(consultation, paragraph_key) or abort(404)
    return act(consultation, lambda: services.move_up(consultation, paragraph, by=viewer.person_id), _("Moved."))


@blueprint.post("/consultations/<consultation_slug>/paragraphs/<paragraph_key>/remove")
def remove_paragraph(consultation_slug: str, paragraph_key: str) -> Answer:
    """Remove a paragraph."""
    viewer, consultation = load_and_authorise(consultation_slug)
    paragraph = queries.paragraph_of(consultation, paragraph_key) or abort(404)
    return act(consultation, lambda: services.remove(consultation, paragraph, by=viewer.person_id), _("Removed."))


@blueprint.post("/consultations/<consultation_slug>/take")
def take(consultation_slug: str) -> Answer:
    """Take the paragraphs of a version of a statement that is in consultation."""
    viewer, consultation = load_and_authorise(consultation_slug)
    versions = {str(one.id): one for one in queries.versions_in_consultation()}
    form = TakeForm(prefix="take")
    form.version_id.choices = choices((key, one.label) for key, one in versions.items())
    if not form.submitted():
        flash(_("Choose a version."), "error")
        return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    version = versions[str(UUID(form.version_id.data))]
    return act(
        consultation,
        lambda: services.take_paragraphs(consultation, version, by=viewer.person_id),
        _("The paragraphs are there, in every language of the version."),
    )


@blueprint.route("/consultations/<consultation_slug>/questions/new", methods=["GET", "POST"])
def add_question(consultation_slug: str) -> Answer:
    """Add a question at the end."""
    return _edit_question(load_and_authorise(consultation_slug), None)


@blueprint.route("/consultations/<consultation_slug>/questions/<question_key>", methods=["GET", "POST"])
def edit_question(consultation_slug: str, question_key: str) -> Answer:
    """Write a question."""
    return _edit_question(load_and_authorise(consultation_slug), question_key)


def _edit_question(loaded: tuple[Viewer, Consultation], key: str | None) -> Answer:
    viewer, consultation = loaded
    question = None if key is None else queries.question_of(consultation, key) or abort(404)
    form = QuestionForm(**(filled_from(question) if question else {}))
    form.offer()

    def save() -> None:
        services.save_question(consultation, question, form.values, by=viewer.person_id)

    return _saved(consultation, form, save, "consultations/question.html", is_new=question is None)


@blueprint.post("/consultations/<consultation_slug>/questions/<question_key>/up")
def move_question(consultation_slug: str, question_key: str) -> Answer:
    """Move a question up."""
    viewer, consultation = load_and_authorise(consultation_slug)
    question = queries.question_of(consultation, question_key) or abort(404)
    return act(consultation, lambda: services.move_up(consultation, question, by=viewer.person_id), _("Moved."))


@blueprint.post("/consultations/<consultation_slug>/questions/<question_key>/remove")
def remove_question(consultation_slug: str, question_key: str) -> Answer:
    """Remove a question."""
    viewer, consultation = load_and_authorise(consultation_slug)
    question = queries.question_of(consultation, question_key) or abort(404)
    return act(consultation, lambda: services.remove(consultation, question, by=viewer.person_id), _("Removed."))


def _saved(consultation: Consultation, form: Form, save: Callable[[], None], template: str, **values: Any) -> Answer:
    """Save what a form holds, or show it; one of a consultation that was opened leads back to its page."""
    consultation_slug = consultation.slug
    if not consultation.is_planned:
        return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    if form.submitted():
        try:
            with transaction():
                save()
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.show", consultation_slug=consultation_slug))
    return render_template(template, form=form, consultation=load_and_authorise(consultation_slug)[1], **values)
