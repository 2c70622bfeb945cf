"""Uploading a member list and watching what becomes of it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks
from nswp_members.organisations.importing import policies, queries, services
from nswp_members.organisations.importing.export import error_rows_csv
from nswp_members.organisations.importing.forms import (
    UploadForm,
    chosen_columns,
    columns_form,
)
from nswp_members.organisations.importing.labels import (
    STATE_LABELS,
    STATE_TONES,
    VERDICT_LABELS,
    VERDICT_TONES,
)
from nswp_members.organisations.importing.models import ImportBatch
from nswp_members.organisations.importing.rows import Verdict

blueprint = Blueprint("imports", __name__, url_prefix="/organisations/imports")
Answer = str | BaseResponse


def _batch_or_404(batch_id: UUID) -> ImportBatch:
    return queries.batch(batch_id) or abort(404)


@blueprint.route("", methods=["GET", "POST"])
def index() -> Answer:
    """Show recent imports and take a new list."""
    viewer = authorise(policies.can_import)
    form = UploadForm()
    if form.submitted():
        try:
            with transaction():
                batch = services.upload(
                    data=form.file.data.read(), filename=form.file.data.filename or "", by=viewer.person_id
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("imports.columns", batch_id=batch.id))
    return render_template("organisations/importing/index.html", form=form, batches=queries.recent_batches())


@blueprint.context_processor
def labels() -> dict[str, object]:
    """Give the templates the words for states and verdicts."""
    return {
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
        "labels": VERDICT_LABELS,
        "verdict_tones": VERDICT_TONES,
        "moved": False,
    }


@blueprint.route("/<uuid:batch_id>/columns", methods=["GET", "POST"])
def columns(batch_id: UUID) -> Answer:
    """Choose what each column means."""
    viewer = authorise(policies.can_import)
    batch = _batch_or_404(batch_id)
    form = columns_form(batch.headers, batch.mapping)
    if form.submitted():
        try:
            with transaction():
                services.choose_columns(batch, chosen_columns(form), by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("imports.show", batch_id=batch.id))
    return render_template("organisations/importing/columns.html", form=form, batch=batch)


@blueprint.get("/<uuid:batch_id>")
def show(batch_id: UUID) -> Answer:
    """Show how far a list has come: progress, preview with a verdict for each row, or the result."""
    authorise(policies.can_import)
    batch = _batch_or_404(batch_id)
    if request.args.get("part") == "progress":
        return render_template("organisations/importing/_progress.html", batch=batch, moved=True)
    if batch.state == "uploaded":
        return redirect(url_for("imports.columns", batch_id=batch.id))
    verdict = request.args.get("verdict", "")
    verdicts = [verdict] if verdict in set(Verdict) else []
    page = queries.rows_of(batch.id, verdicts=verdicts, after=request.args.get("after", 0, type=int))
    here: dict[str, Any] = {"batch_id": batch.id, "verdict": verdict or None}
    return render_template(
        "organisations/importing/show.html",
        batch=batch,
        counts=queries.verdict_counts(batch.id),
        verdict=verdict,
        page=page,
        page_links=PageLinks(
            previous_url=url_for("imports.show", **here) if "after" in request.args else None,
            next_url=url_for("imports.show", after=page.next_after, **here) if page.next_after else None,
        ),
        imported=queries.imported_count(batch.id),
    )


@blueprint.post("/<uuid:batch_id>/start")
def start(batch_id: UUID) -> Answer:
    """Start turning the checked rows into organisations."""
    viewer = authorise(policies.can_import)
    batch = _batch_or_404(batch_id)
    with transaction():
        services.start_import(batch, by=viewer.person_id)
    flash(_("The import has started. You may leave this page; it goes on by itself."), "info")
    return redirect(url_for("imports.show", batch_id=batch.id))


@blueprint.get("/<uuid:batch_id>/errors.csv")
def errors(batch_id: UUID) -> Answer:
    """Give back the rows that need work, for correcting them in a spreadsheet."""
    authorise(policies.can_import)
    batch = _batch_or_404(batch_id)
    content = error_rows_csv(batch.headers, queries.error_rows(batch.id))
    response: Response = current_app.response_class(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=rows-to-correct.csv"
    return response
