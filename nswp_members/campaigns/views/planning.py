"""The secretariat plans a campaign, opens it, gives it more time and closes it."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.campaigns import policies, queries, services
from nswp_members.campaigns.forms import ExtendForm, LockedForm, PlanForm
from nswp_members.campaigns.labels import STATE_LABELS, STATE_TONES
from nswp_members.campaigns.models import Campaign
from nswp_members.campaigns.services import Plan
from nswp_members.campaigns.views.blueprint import Answer, blueprint, load_and_authorise
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import LANGUAGES
from nswp_members.endorsements.paging import numbered_links, page_number
from nswp_members.organisations import queries as organisations

KEPT = "kept"


@blueprint.get("")
def index() -> Answer:
    """List campaigns, newest first."""
    viewer = authorise(policies.can_list)
    size = current_app.config["PAGE_SIZE"]
    number = page_number()
    may_plan = policies.can_plan(viewer)
    found = queries.campaigns_page(viewer, offset=(number - 1) * size, limit=size + 1)
    return render_template(
        "campaigns/index.html",
        campaigns=found[:size],
        links=numbered_links("campaigns.index", number, more=len(found) > size),
        may_plan=may_plan,
        labels=STATE_LABELS,
        tones=STATE_TONES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Plan a campaign."""
    viewer = authorise(policies.can_plan)
    form = PlanForm()
    _offer(form, viewer)
    if form.submitted():
        try:
            with transaction():
                campaign = services.plan(_plan(form, viewer), by=viewer.person_id)
                campaign_id = campaign.id
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("campaigns.show", campaign_id=campaign_id))
    return render_template("campaigns/plan.html", form=form, campaign=None, codes=LANGUAGES)


@blueprint.route("/<uuid:campaign_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: UUID) -> Answer:
    """Plan a campaign differently before it opens."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    form = PlanForm(
        lock=str(campaign.lock),
        name=campaign.name,
        version=str(campaign.version_id),
        search=KEPT if campaign.query else "",
        deadline=campaign.deadline,
        reminders=", ".join(str(-one) for one in campaign.rungs),
        **{f"words_{locale}": words for locale, words in campaign.words.items()},
    )
    _offer(form, viewer, campaign)
    if form.submitted():
        try:
            with transaction():
                wanted = _plan(form, viewer, campaign)
                services.change(campaign, wanted, expected=int(form.lock.data or 0), by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("campaigns.show", campaign_id=campaign_id))
    return render_template("campaigns/plan.html", form=form, campaign=campaign, codes=LANGUAGES)


@blueprint.post("/<uuid:campaign_id>/open")
def open_(campaign_id: UUID) -> Answer:
    """Open a campaign: fix its audience and write to it."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    form = LockedForm()
    if form.submitted():
        try:
            with transaction():
                number = services.open_campaign(
                    campaign,
                    viewer,
                    expected=form.expected,
                    lifetime=current_app.config["INVITATION_LIFETIME"],
                )
        except DomainError as error:
            flash(str(error.message), "error")
        else:
            words = ngettext("%(num)s organisation is written to.", "%(num)s organisations are written to.", number)
            flash(words, "success")
    return redirect(url_for("campaigns.show", campaign_id=campaign_id))


@blueprint.post("/<uuid:campaign_id>/discard")
def discard(campaign_id: UUID) -> Answer:
    """Throw a plan away."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    try:
        with transaction():
            services.discard(campaign, by=viewer.person_id)
    except DomainError as error:
        flash(str(error.message), "error")
        return redirect(url_for("campaigns.show", campaign_id=campaign_id))
    flash(_("The plan is gone."), "success")
    return redirect(url_for("campaigns.index"))


@blueprint.route("/<uuid:campaign_id>/extend", methods=["GET", "POST"])
def extend(campaign_id: UUID) -> Answer:
    """Give a campaign another deadline."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    form = ExtendForm(lock=str(campaign.lock), deadline=campaign.deadline)
    if form.submitted() and form.deadline.data:
        try:
            with transaction():
                services.extend(campaign, deadline=form.deadline.data, expected=form.expected, by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("campaigns.show", campaign_id=campaign_id))
    return render_template("campaigns/extend.html", form=form, campaign=campaign)


@blueprint.route("/<uuid:campaign_id>/close", methods=["GET", "POST"])
def close(campaign_id: UUID) -> Answer:
    """Say what closing means, then close a campaign and freeze its report."""
    viewer, campaign = load_and_authorise(campaign_id, policies.can_change)
    form = LockedForm(lock=str(campaign.lock))
    if form.submitted():
        try:
            with transaction():
                services.close(campaign, viewer, expected=form.expected, by=viewer.person_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Closed. The report stays as it is now."), "success")
            return redirect(url_for("campaigns.show", campaign_id=campaign_id))
    return render_template("campaigns/close.html", form=form, campaign=campaign)


def _offer(form: PlanForm, viewer: Viewer, campaign: Campaign | None = None) -> None:
    """Set what can be chosen; the search that is kept with the plan among them."""
    versions = [(str(one.id), _("%(label)s edition", label=one.label)) for one in queries.versions_to_ask_for()]
    searches = [(str(one.id), one.name) for one in organisations.saved_searches(viewer.person_id)]
    if campaign and campaign.query:
        searches.insert(0, (KEPT, _("The search chosen before")))
    form.offer(versions, searches, _("All members"))


def _plan(form: PlanForm, viewer: Viewer, campaign: Campaign | None = None) -> Plan:
    if form.search.data == KEPT and campaign:
        query = campaign.query
    elif form.search.data:
        saved = organisations.saved_search(viewer.person_id, UUID(form.search.data))
        query = dict(saved.query) if saved else {}
    else:
        query = {}
    if form.deadline.data is None:
        raise ValueError("The form is valid only with a day.")
    return Plan(
        name=form.name.data or "",
        version_id=UUID(form.version.data),
        query=query,
        deadline=form.deadline.data,
        rungs=form.rungs(),
        words=form.words(),
    )
