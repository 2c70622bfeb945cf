"""Pages about thresholds, and the advice on one application."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import queries as applications
from nswp_members.applications.assessing import labels, policies, queries, services
from nswp_members.applications.assessing.forms import AssessmentForm, ThresholdForm
from nswp_members.applications.assessing.judging import PAIRS, judge
from nswp_members.applications.states import State
from nswp_members.core.db import now, today, transaction
from nswp_members.core.errors import DomainError

blueprint = Blueprint("assessing", __name__, url_prefix="/applications")
Answer = str | BaseResponse


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "pairs": PAIRS,
        "pair_labels": labels.PAIR_LABELS,
        "outcome_labels": labels.OUTCOME_LABELS,
        "outcome_tones": labels.OUTCOME_TONES,
        "finding_labels": labels.FINDING_LABELS,
        "judge": judge,
    }


@blueprint.route("/thresholds", methods=["GET", "POST"])
def thresholds() -> Answer:
    """Show all sets of thresholds, and add one."""
    viewer = authorise(policies.can_set_thresholds)
    form = ThresholdForm()
    if form.submitted() and form.valid_from.data:
        try:
            with transaction():
                services.add_set(
                    name=form.name.data or "", valid_from=form.valid_from.data, shares=form.shares, **_author(viewer)
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved. Assessments from that day on go by this set."), "success")
            return redirect(url_for("assessing.thresholds"))
    standing = queries.set_on(today())
    return render_template(
        "applications/assessing/thresholds.html", form=form, sets=queries.threshold_sets(), standing=standing
    )


@blueprint.route("/<uuid:application_id>/assessment", methods=["GET", "POST"])
def assessment(application_id: UUID) -> Answer:
    """Show what the applicant's counts say, and keep an assessment."""
    application = applications.application_visible(current_viewer(), application_id)
    if application is None or application.state == State.DRAFT:
        abort(404)
    viewer = authorise(policies.can_assess)
    if viewer.person_id and applications.conflicted(application, [viewer.person_id], at=now()):
        return redirect(url_for("applications.review", application_id=application.id))
    counts = queries.counts_of(application)
    form = AssessmentForm(**counts)
    if form.submitted():
        try:
            with transaction():
                services.assess(application, form.counts, note=form.note.data or "", **_author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The assessment is kept."), "success")
            return redirect(url_for("assessing.assessment", application_id=application.id))
    standing = queries.set_on(today())
    return render_template(
        "applications/assessing/assessment.html",
        application=application,
        form=form,
        standing=standing,
        judgement=judge(counts, standing.shares) if standing else None,
        kept=queries.assessments_of(application.id),
    )


def _author(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer.person_id, "capacity": viewer.capacity.key if viewer.capacity else ""}
