"""The blueprint that the views of this domain belong to, and what they all begin with."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns import policies, queries
from nswp_members.campaigns.models import Campaign

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")

Answer = str | Response | tuple[str, int]


def load_and_authorise(campaign_id: UUID, rule: Callable[[Viewer, Campaign], bool]) -> tuple[Viewer, Campaign]:
    """Return the viewer and a campaign that the rule lets them see; for everybody else there is none."""
    viewer = current_viewer()
    campaign = queries.campaign_by_id(campaign_id)
    if campaign is None or not rule(viewer, campaign):
        abort(404)
    if not policies.can_plan(viewer) and not queries.concerns(viewer, campaign.id):
        abort(404)
    return authorise(rule, campaign), campaign
