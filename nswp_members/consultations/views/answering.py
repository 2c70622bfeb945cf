"""Answering with an account: step by step for the organisation, and comments for oneself."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations import policies, queries, services
from nswp_members.consultations.answer_forms import CommentForm
from nswp_members.consultations.errors import AnswersClosed
from nswp_members.consultations.models import Consultation, ConsultationQuestion, Paragraph
from nswp_members.consultations.queries import Row
from nswp_members.consultations.respondents import Respondent, respondent_of
from nswp_members.consultations.steps import steps_of
from nswp_members.consultations.views.blueprint import Answer, blueprint, language, load
from nswp_members.consultations.views.stepping import (
    Sheet,
    Way,
    forget_typed,
    keep_typed,
    open_sheet,
    page,
    save_step,
    show_step,
)
from nswp_members.core.db import now, transaction


@blueprint.get("/consultations/<consultation_slug>/answer/<answer_step>")
def step(consultation_slug: str, answer_step: str) -> Answer:
    """Show a step: a paragraph with the organisation's position, or some questions."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.belongs_to_asked, consultation)
    return show_step(_sheet(viewer, consultation, answer_step))


@blueprint.post("/consultations/<consultation_slug>/answer/<answer_step>")
def answer(consultation_slug: str, answer_step: str) -> Answer:
    """Save a step for the organisation."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.can_answer, consultation)
    return save_step(_sheet(viewer, consultation, answer_step))


@blueprint.post("/consultations/<consultation_slug>/answer/<answer_step>/draft")
def keep_draft(consultation_slug: str, answer_step: str) -> Answer:
    """Keep what stands in a step's form, for the viewer alone."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.can_answer, consultation)
    kept = keep_typed(_sheet(viewer, consultation, answer_step))
    return ("", 204) if kept else ("", 409)


@blueprint.post("/consultations/<consultation_slug>/answer/<answer_step>/discard")
def forget_draft(consultation_slug: str, answer_step: str) -> Answer:
    """Forget what the viewer typed and did not save."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.can_answer, consultation)
    return forget_typed(_sheet(viewer, consultation, answer_step))


@blueprint.post("/consultations/<consultation_slug>/answer/<answer_step>/comment")
def comment(consultation_slug: str, answer_step: str) -> Answer:
    """Save what the viewer says on a paragraph for themselves."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.can_comment, consultation)
    sheet = _sheet(viewer, consultation, answer_step)
    paragraph = sheet.step.paragraph or abort(404)
    form = CommentForm(prefix="own")
    form.offer(language())
    if not form.submitted():
        given = sheet.given()
        return page(sheet, sheet.form(given), given, own_form=form)
    try:
        with transaction():
            services.save_comment(
                consultation, paragraph, sheet.respondent, form.text.data or "", locale=form.locale.data, at=now()
            )
    except AnswersClosed as error:
        flash(str(error.message), "error")
    else:
        flash(_("Your comment is saved.") if form.text.data else _("Your comment is gone."), "success")
    return redirect(url_for("consultations.step", consultation_slug=consultation_slug, answer_step=answer_step))


@blueprint.get("/consultations/<consultation_slug>/answers")
def answers(consultation_slug: str) -> Answer:
    """Show what the organisation answered, how it was translated, and who changed what."""
    consultation = load(consultation_slug)
    viewer = authorise(policies.belongs_to_asked, consultation)
    respondent = _respondent(viewer)
    given = queries.given_by(consultation, respondent)
    participant = queries.participant_of(consultation.id, respondent)
    rows: list[tuple[str, Row]] = [
        *(("position", one) for one in given.positions.values()),
        *(("comment", one) for one in given.comments.values()),
        *(("answer", one) for one in given.answers.values()),
    ]
    everything: list[Paragraph | ConsultationQuestion] = [*consultation.paragraphs, *consultation.questions]
    texts = {(one.id, one.part): one for one in queries.texts_of(rows)}
    return render_template(
        "consultations/answers.html",
        consultation=consultation,
        steps=steps_of(consultation.paragraphs, consultation.questions),
        given=given,
        texts=texts,
        changes=queries.changes_of(participant.id) if participant else [],
        asked={one.id: one for one in everything},
        may_answer=policies.can_answer(viewer, consultation),
    )


def _sheet(viewer: Viewer, consultation: Consultation, code: str) -> Sheet:
    consultation_slug = consultation.slug

    def address(endpoint: str) -> object:
        return lambda answer_step, **values: url_for(
            endpoint, consultation_slug=consultation_slug, answer_step=answer_step, **values
        )

    way = Way(
        step_url=address("consultations.step"),
        draft_url=address("consultations.keep_draft"),
        discard_url=address("consultations.forget_draft"),
        home_url=url_for("consultations.show", consultation_slug=consultation_slug),
        template="consultations/step.html",
    )
    may_answer = policies.can_answer(viewer, consultation)
    return open_sheet(consultation, _respondent(viewer), code, way, may_answer=may_answer)


def _respondent(viewer: Viewer) -> Respondent:
    return respondent_of(viewer) or abort(404)
