"""What was answered in words, without names, and putting it into other languages."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.consultations import queries, services
from nswp_members.consultations.planning_forms import TranslateForm
from nswp_members.consultations.steps import steps_of
from nswp_members.consultations.views.blueprint import Answer, blueprint, language, load_and_authorise, person
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks


@blueprint.get("/consultations/<consultation_slug>/texts")
def texts(consultation_slug: str) -> Answer:
    """Show what was answered in words on a step, in the language in which it was written, with translations."""
    _viewer, consultation = load_and_authorise(consultation_slug)
    steps = steps_of(consultation.paragraphs, consultation.questions)
    if not steps:
        abort(404)
    step = next((one for one in steps if one.code == request.args.get("step")), steps[0])
    rows = [(about, one) for about, found in queries.texts_in(step) for one in found]
    size, page = current_app.config["PAGE_SIZE"], max(1, request.args.get("page", 1, type=int))

    def at(number: int) -> str:
        return url_for("consultations.texts", consultation_slug=consultation_slug, step=step.code, page=number)

    return render_template(
        "consultations/texts.html",
        consultation=consultation,
        steps=steps,
        step=step,
        rows=rows[(page - 1) * size : page * size],
        pages=PageLinks(at(page - 1) if page > 1 else None, at(page + 1) if len(rows) > page * size else None),
    )


@blueprint.route(
    "/consultations/<consultation_slug>/texts/<text_kind>/<uuid:text_id>/<text_part>", methods=["GET", "POST"]
)
def translate(consultation_slug: str, text_kind: str, text_id: UUID, text_part: str) -> Answer:
    """Put a text into another language."""
    viewer, consultation = load_and_authorise(consultation_slug)
    text = queries.text_of(consultation, text_kind, text_id, text_part) or abort(404)
    form = TranslateForm(seen=text.version, locale=language() if language() != text.locale else "en")
    if form.submitted():
        try:
            with transaction():
                services.translate(
                    consultation,
                    text,
                    form.words.data or "",
                    locale=form.locale.data,
                    is_machine=bool(form.is_machine.data),
                    seen=form.seen.data or 0,
                    by=person(viewer),
                    at=now(),
                )
        except DomainError as error:
            form.refuse(error)
            text = queries.text_of(consultation, text_kind, text_id, text_part) or abort(404)
        else:
            flash(_("Saved."), "success")
            return redirect(
                url_for("consultations.texts", consultation_slug=consultation_slug, step=request.args.get("step"))
            )
    return render_template("consultations/translate.html", consultation=consultation, text=text, form=form)
