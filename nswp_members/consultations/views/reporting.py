"""What all have answered, what the secretariat says to it, and the report."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import policies, queries
from nswp_members.consultations.labels import NO, VERDICT_LABELS, VERDICT_TONES, YES
from nswp_members.consultations.models import (
    Consultation,
    ConsultationQuestion,
    Paragraph,
    QuestionType,
    State,
    Verdict,
)
from nswp_members.consultations.planning_forms import VersionForm, words_in
from nswp_members.consultations.queries import results as reading
from nswp_members.consultations.report_forms import PublishForm, ReplyForm, ReportForm
from nswp_members.consultations.services import reporting
from nswp_members.consultations.views.blueprint import Answer, act, blueprint, language, load, load_and_authorise
from nswp_members.consultations.words import options_of
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.statements.models import VersionState


@blueprint.get("/consultations/<consultation_slug>/results")
def results(consultation_slug: str) -> Answer:
    """Show the secretariat what was answered so far, and what is to be done with it."""
    _viewer, consultation = load_and_authorise(consultation_slug)
    if consultation.is_planned:
        abort(404)
    return render_template(
        "consultations/results.html",
        **_shown(consultation, reading.exact_results(consultation)),
        version_form=VersionForm(formdata=None, version=consultation.version),
        missing=reading.unanswered_points(consultation),
    )


@blueprint.get("/consultations/<consultation_slug>/report")
@public
def report(consultation_slug: str) -> Answer:
    """Show what came of a consultation; until it is published to the secretariat only."""
    viewer, consultation = current_viewer(), load(consultation_slug)
    manages = policies.can_manage(viewer)
    if consultation.state != State.PUBLISHED and not (manages and consultation.result):
        abort(404)
    form = PublishForm(formdata=None, version=consultation.version)
    return render_template(
        "consultations/report.html",
        **_shown(consultation, consultation.result or {}),
        publish_form=form if manages and consultation.state == State.ANALYSED else None,
        missing=reading.unanswered_points(consultation) if manages else (),
        linkable=(VersionState.FROZEN, VersionState.SUPERSEDED),
    )


def _shown(consultation: Consultation, figures: dict[str, Any]) -> dict[str, Any]:
    return {
        "consultation": consultation,
        "figures": figures,
        "replies": reading.replies_to(consultation),
        "report": reading.report_of(consultation.id),
        "verdict_labels": VERDICT_LABELS,
        "verdict_tones": VERDICT_TONES,
        "option_names": {one.key: _names(one) for one in consultation.questions},
    }


def _names(question: ConsultationQuestion) -> dict[str, str]:
    """Return the words for the codes that answers to a question are counted by; a degree of a scale is its number."""
    if question.type == QuestionType.YES_NO:
        return {"yes": str(YES), "no": str(NO)}
    names = dict(options_of(question, language()))
    if question.type == QuestionType.SCALE:
        return {code: f"{code} ({name})" for code, name in names.items() if name}
    return names


@blueprint.post("/consultations/<consultation_slug>/analyse")
def analyse(consultation_slug: str) -> Answer:
    """Freeze the results."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = VersionForm()
    version = form.version.data or 0 if form.submitted() else abort(400)
    threshold = current_app.config["SMALL_COUNT"]
    return act(
        consultation,
        lambda: reporting.analyse(
            consultation, threshold=threshold, expected_version=version, by=viewer.person_id, at=now()
        ),
        _("The results are frozen. Now write the report."),
        endpoint="consultations.results",
    )


@blueprint.route("/consultations/<consultation_slug>/paragraphs/<paragraph_key>/reply", methods=["GET", "POST"])
def reply_to_paragraph(consultation_slug: str, paragraph_key: str) -> Answer:
    """Say what becomes of a paragraph."""
    viewer, consultation = load_and_authorise(consultation_slug)
    return _reply(viewer, consultation, queries.paragraph_of(consultation, paragraph_key) or abort(404))


@blueprint.route("/consultations/<consultation_slug>/questions/<question_key>/reply", methods=["GET", "POST"])
def reply_to_question(consultation_slug: str, question_key: str) -> Answer:
    """Say what becomes of the answers to a question."""
    viewer, consultation = load_and_authorise(consultation_slug)
    return _reply(viewer, consultation, queries.question_of(consultation, question_key) or abort(404))


def _reply(viewer: Viewer, consultation: Consultation, point: reading.Point) -> Answer:
    slug = consultation.slug
    if consultation.state not in reporting.WRITABLE:
        abort(404)
    found = reading.reply_to(point)
    filled = {"verdict": found.verdict, "texts": found.texts, "wordings": found.wordings} if found else {}
    form = ReplyForm(seen=found.version if found else 0, **filled)
    if isinstance(point, ConsultationQuestion):
        del form.wordings
    if form.submitted():
        try:
            with transaction():
                reporting.reply(
                    consultation,
                    point,
                    verdict=Verdict(form.verdict.data),
                    texts=words_in(form.texts.data),
                    wordings=words_in(form.wordings.data) if form.wordings else {},
                    seen=form.seen.data or 0,
                    by=viewer.person_id,
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.results", consultation_slug=slug))
    return render_template(
        "consultations/reply.html",
        form=form,
        point=point,
        is_paragraph=isinstance(point, Paragraph),
        **_shown(consultation, reading.exact_results(consultation)),
    )


@blueprint.route("/consultations/<consultation_slug>/report/edit", methods=["GET", "POST"])
def edit_report(consultation_slug: str) -> Answer:
    """Write the report."""
    viewer, consultation = load_and_authorise(consultation_slug)
    if consultation.state not in reporting.WRITABLE:
        abort(404)
    found = reading.report_of(consultation.id)
    form = ReportForm(seen=found.version if found else 0, **_filled(consultation, found))
    form.feeds.choices = choices(((str(one.id), one.label) for one in reading.versions_to_feed()), blank=_("None"))
    if form.submitted():
        try:
            with transaction():
                reporting.write_report(
                    consultation,
                    summaries=words_in(form.summaries.data),
                    feeds_version_id=UUID(form.feeds.data) if form.feeds.data else None,
                    resource=form.resource.data or "",
                    seen=form.seen.data or 0,
                    by=viewer.person_id,
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("consultations.results", consultation_slug=consultation_slug))
    return render_template(
        "consultations/edit_report.html", form=form, consultation=load_and_authorise(consultation_slug)[1]
    )


def _filled(consultation: Consultation, found: Any) -> dict[str, Any]:
    if found is None:
        return {"feeds": str(consultation.statement_version_id or "")}
    return {"summaries": found.summaries, "feeds": str(found.feeds_version_id or ""), "resource": found.resource}


@blueprint.post("/consultations/<consultation_slug>/publish")
def publish(consultation_slug: str) -> Answer:
    """Publish the report."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = PublishForm()
    if not form.submitted():
        flash(_("Choose who reads it."), "error")
        return redirect(url_for("consultations.report", consultation_slug=consultation_slug))
    return act(
        consultation,
        lambda: reporting.publish(
            consultation,
            is_public=form.readers.data == "everybody",
            expected_version=form.version.data or 0,
            by=viewer.person_id,
            at=now(),
        ),
        _("The report is published."),
        endpoint="consultations.report",
    )
