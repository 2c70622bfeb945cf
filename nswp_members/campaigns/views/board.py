"""How far a campaign has come; and for an organisation, what it is asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, current_app, render_template, request
from flask_babel import format_date

from nswp_members.accounts.access import authorise, current_viewer
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.campaigns import labels, policies, queries
from nswp_members.campaigns.forms import LockedForm
from nswp_members.campaigns.models import Campaign, CampaignState
from nswp_members.campaigns.queries import BoardRow, Dimension
from nswp_members.campaigns.reaching import NOT_REACHED, Progress
from nswp_members.campaigns.views.blueprint import Answer, blueprint, load_and_authorise
from nswp_members.core.db import now
from nswp_members.core.i18n import current_locale, language_name
from nswp_members.endorsements import queries as endorsements
from nswp_members.endorsements.paging import organisation_links, place_in_request
from nswp_members.statements import queries as statements
from nswp_members.statements.differences import Change, between
from nswp_members.statements.queries import Reading


@blueprint.get("/<uuid:campaign_id>")
def show(campaign_id: UUID) -> Answer:
    """Show a campaign: its plan, its board, its report, or what an organisation is asked."""
    viewer = current_viewer()
    if viewer.acts_as(Role.ORGANISATION):
        authorise(policies.can_be_asked)
        return _for_organisation(viewer, campaign_id)
    viewer, campaign = load_and_authorise(campaign_id, policies.can_see_board)
    if campaign.state == CampaignState.DRAFT:
        return _draft(viewer, campaign)
    return _board(viewer, campaign)


def _for_organisation(viewer: Viewer, campaign_id: UUID) -> Answer:
    """Show an organisation what changed and how it can answer; absent for those who are not asked."""
    organisation_id = viewer.capacity.organisation_id if viewer.capacity else None
    campaign = queries.campaign_asking(organisation_id, campaign_id) if organisation_id else None
    if campaign is None or organisation_id is None:
        abort(404)
    locale = current_locale().language
    new = statements.reading(campaign.version, locale)
    return render_template(
        "campaigns/asked.html",
        campaign=campaign,
        changes=_changes(campaign, new),
        reading=new,
        organisation_id=organisation_id,
        words=campaign.words.get(locale) or campaign.words.get("en") or "",
        words_locale=locale if campaign.words.get(locale) else "en",
        position=queries.position_in(campaign, organisation_id),
        standing=endorsements.standing_endorsement(organisation_id, campaign.version_id),
    )


def _changes(campaign: Campaign, new: Reading) -> list[Change]:
    """Return what differs from the version before, in the language in which the new one is read."""
    if campaign.former is None:
        return []
    former = statements.reading(campaign.former, new.locale)
    return between(former.paragraphs, new.paragraphs) if former.locale == new.locale else []


def _draft(viewer: Viewer, campaign: Campaign) -> Answer:
    """Show a plan, whom it would reach, and the button that opens it."""
    members = queries.audience(viewer, campaign.query)
    reachable = queries.reachable([one.organisation_id for one in members], campaign.version_id)
    return render_template(
        "campaigns/draft.html",
        campaign=campaign,
        members=len(members),
        reachable=reachable,
        form=LockedForm(lock=str(campaign.lock)),
        reminders=[labels.rung_name(one) for one in campaign.rungs],
        spoken=[language_name(code) for code in campaign.words],
    )


def _board(viewer: Viewer, campaign: Campaign) -> Answer:
    at = now()
    dimension = request.args.get("by", Dimension.REGION, type=Dimension)
    offered = [one for one in Dimension if one is not Dimension.CATEGORY or policies.can_plan(viewer)]
    if dimension not in offered:
        dimension = Dimension.REGION
    rows = _rows(viewer, campaign, dimension, at)
    return render_template(
        "campaigns/board.html",
        campaign=campaign,
        dimension=dimension,
        dimensions=offered,
        rows=rows,
        total=queries.total(rows),
        bars=[(labels.part_name(dimension, row.key), row.endorsed, row.others, row.unreached) for row in rows],
        over_time=[(format_date(day), number) for day, number in queries.answers_over_time(viewer, campaign)],
        progresses=list(Progress),
        unreached=NOT_REACHED,
        letters=[(labels.rung_name(rung), sent) for rung, sent in sorted(queries.letters_of(campaign.id).items())],
        nudges=queries.nudges_of(campaign.id, viewer),
        may_plan=policies.can_plan(viewer),
        may_nudge=policies.can_nudge(viewer, campaign),
        labels=labels,
    )


def _rows(viewer: Viewer, campaign: Campaign, dimension: Dimension, at: datetime) -> list[BoardRow]:
    """Return the rows of the board: as they are, or as they were frozen at closing for those who see all of it."""
    if campaign.report and policies.can_plan(viewer):
        return [_thawed(one) for one in campaign.report["boards"][dimension.value]]
    return queries.board(viewer, campaign, dimension, campaign.closed_at or at)


def _thawed(row: dict[str, Any]) -> BoardRow:
    return BoardRow(row["key"], {one: row["counts"].get(one.value, 0) for one in Progress})


@blueprint.get("/<uuid:campaign_id>/organisations")
def organisations(campaign_id: UUID) -> Answer:
    """List the organisations that are not reached, or stand at one point, with the reason."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_see_board)
    region, progress = wanted(viewer)
    page = queries.not_reached(
        viewer,
        campaign,
        campaign.closed_at or now(),
        region=region,
        progress=progress,
        place=place_in_request(),
        limit=current_app.config["PAGE_SIZE"],
    )
    return render_template(
        "campaigns/organisations.html",
        campaign=campaign,
        rows=page.rows,
        links=organisation_links(
            "campaigns.organisations", page, campaign_id=campaign.id, region=region, progress=progress
        ),
        region=region,
        progress=progress,
        regions=endorsements.regions_of(viewer),
        progresses=list(Progress),
        may_nudge=policies.can_nudge(viewer, campaign),
        labels=labels,
    )


def wanted(viewer: Viewer) -> tuple[str | None, Progress | None]:
    """Return the region and the progress that the address or the form asks for, as far as the viewer may look."""
    region = request.values.get("region")
    progress = request.values.get("progress", type=Progress)
    return region if region in endorsements.regions_of(viewer) else None, progress
