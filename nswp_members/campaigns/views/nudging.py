"""Extra letters to exactly those that a list shows: one click drafts, a second look sends."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns import labels, policies, queries, services
from nswp_members.campaigns.models import Campaign, Nudge
from nswp_members.campaigns.views.blueprint import Answer, blueprint, load_and_authorise
from nswp_members.campaigns.views.board import wanted
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError


@blueprint.post("/<uuid:campaign_id>/nudges")
def draft_nudge(campaign_id: UUID) -> Answer:
    """Draft a letter to the organisations of the list that is shown."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_nudge)
    region, progress = wanted(viewer)
    ids = queries.matching_ids(viewer, campaign, now(), region=region, progress=progress)
    if not ids:
        flash(_("There is nobody on this list."), "info")
        return redirect(url_for("campaigns.show", campaign_id=campaign.id))
    with transaction():
        nudge = services.draft_nudge(campaign, ids, region=region, reason=progress, by=viewer.person_id)
        nudge_id = nudge.id
    return redirect(url_for("campaigns.nudge", campaign_id=campaign_id, nudge_id=nudge_id))


@blueprint.get("/<uuid:campaign_id>/nudges/<uuid:nudge_id>")
def nudge(campaign_id: UUID, nudge_id: UUID) -> Answer:
    """Show whom a draft would reach, or whom a letter reached."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_see_board)
    found = _nudge_or_404(viewer, campaign, nudge_id)
    rows = queries.named(viewer, campaign, [UUID(key) for key in found.organisation_ids])
    known = [row.organisation_id for row in rows]
    reachable = set(queries.to_nudge(campaign, known)) if found.sent_at is None else set()
    return render_template(
        "campaigns/nudge.html",
        campaign=campaign,
        nudge=found,
        rows=rows,
        reachable=reachable,
        lately=queries.nudged_lately(campaign),
        may_nudge=policies.can_nudge(viewer, campaign),
        labels=labels,
    )


@blueprint.post("/<uuid:campaign_id>/nudges/<uuid:nudge_id>/send")
def send_nudge(campaign_id: UUID, nudge_id: UUID) -> Answer:
    """Send a drafted letter."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_nudge)
    found = _nudge_or_404(viewer, campaign, nudge_id)
    try:
        with transaction():
            number = services.send_nudge(
                found,
                campaign,
                viewer,
                capacity=viewer.capacity.key if viewer.capacity else "",
                lifetime=current_app.config["INVITATION_LIFETIME"],
            )
    except DomainError as error:
        flash(str(error.message), "error")
        return redirect(url_for("campaigns.nudge", campaign_id=campaign_id, nudge_id=nudge_id))
    flash(ngettext("%(num)s organisation is written to.", "%(num)s organisations are written to.", number), "success")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id))


@blueprint.post("/<uuid:campaign_id>/nudges/<uuid:nudge_id>/drop")
def drop_nudge(campaign_id: UUID, nudge_id: UUID) -> Answer:
    """Throw a drafted letter away."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_see_board)
    found = _nudge_or_404(viewer, campaign, nudge_id)
    try:
        with transaction():
            services.drop_nudge(found, by=viewer.person_id)
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        flash(_("The draft is gone."), "success")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id))


def _nudge_or_404(viewer: Viewer, campaign: Campaign, nudge_id: UUID) -> Nudge:
    """Return a letter that the viewer may see: the staff all, others their own."""
    found = queries.nudge_by_id(campaign.id, nudge_id)
    if found is None or not (policies.can_plan(viewer) or found.made_by == viewer.person_id):
        abort(404)
    return found
