"""Pages about one organisation: the public one, and the one for those who may know more."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.core.db import now
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, queries
from nswp_members.organisations.models import Function
from nswp_members.organisations.views.blueprint import Answer, blueprint
from nswp_members.organisations.visibility import Level, project


@blueprint.get("/members/<slug>")
@public
def show_public(slug: str) -> Answer:
    """Show the profile of a listed organisation, as much as the viewer may see."""
    viewer = current_viewer()
    organisation = queries.listed_by_slug(viewer, slug)
    if organisation is None:
        abort(404)
    level = queries.viewer_level(viewer, organisation)
    profile = project(organisation, min(level, Level.MEMBERS))
    return render_template(
        "organisations/show_public.html",
        profile=profile,
        sections=queries.profile_sections(profile["texts"], current_locale().language),
        more_url=_more_url(level, organisation.id),
    )


def _more_url(level: Level, organisation_id: UUID) -> str | None:
    """Return where those who may see more find it."""
    if level < Level.CONTACTS:
        return None
    return url_for("organisations.show", organisation_id=organisation_id)


@blueprint.get("/organisations/<uuid:organisation_id>")
def show(organisation_id: UUID) -> Answer:
    """Show one organisation to those who may see more than the public."""
    viewer = authorise(policies.can_look_up)
    organisation = queries.by_id_visible(viewer, organisation_id)
    if organisation is None:
        abort(404)
    level = queries.viewer_level(viewer, organisation)
    if level < Level.CONTACTS:
        return redirect(url_for("organisations.show_public", slug=organisation.slug))
    profile = project(organisation, level)
    sees_people = policies.can_see_people(viewer, organisation)
    return render_template(
        "organisations/show.html",
        profile=profile,
        sections=queries.profile_sections(profile["texts"], current_locale().language),
        tabs=queries.text_tabs(profile["texts"]),
        networks=queries.networks_of(viewer, organisation.id),
        overrides=organisation.region_overrides if level >= Level.RESTRICTED else [],
        mandates=queries.mandates_standing(organisation.id, at=now()) if sees_people else [],
        sees_people=sees_people,
        can_edit=policies.can_edit(viewer, organisation),
        can_change_region=policies.can_change_region(viewer, organisation),
        can_endorse=viewer.acts_for(organisation.id, Function.ENDORSE),
    )
