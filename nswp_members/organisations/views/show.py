"""Pages about one organisation: the public one under its name, and the one for people who are signed in."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audience_words import Standing
from nswp_members.organisations.audiences import CHOOSABLE, GUESTS, PROTECTED
from nswp_members.organisations.models import Function, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_shown
from nswp_members.organisations.views.recovery import pending_recovery
from nswp_members.organisations.visibility import APART, Profile, project


@blueprint.get("/members/<slug>")
@public
def show_public(slug: str) -> Answer:
    """Show the public profile of a listed organisation; no address names one to somebody who is signed in."""
    viewer = current_viewer()
    organisation = queries.listed_by_slug(viewer, slug)
    if organisation is None:
        abort(404)
    if viewer.signed_in:
        return redirect(url_for("organisations.show", organisation_id=organisation.id))
    profile = queries.profile_of(viewer, organisation)
    return render_template("organisations/show_public.html", **public_page_for(viewer, profile))


@blueprint.get("/organisations/<uuid:organisation_id>")
def show(organisation_id: UUID) -> Answer:
    """Show one organisation, as much of it as the viewer may see, and note who saw protected fields."""
    viewer = authorise(policies.can_look_up)
    organisation = queries.by_id_visible(viewer, organisation_id)
    if organisation is None:
        abort(404)
    page = page_for(viewer, organisation)
    note_shown(viewer, organisation, read_fields(viewer, organisation) & page["profile"].values.keys())
    return render_template("organisations/show.html", **page)


def read_fields(viewer: Viewer, organisation: Organisation) -> frozenset[str]:
    """Return the fields whose reading is noted: the protected ones, and all of them for whom it let in itself."""
    is_guest = GUESTS in queries.sight_of(viewer, organisation)
    return PROTECTED | (frozenset(CHOOSABLE) - APART if is_guest else frozenset())


def page_for(viewer: Viewer, organisation: Organisation) -> dict[str, Any]:
    """Return all that the page for people who are signed in shows this viewer."""
    sight = queries.sight_of(viewer, organisation)
    profile = project(organisation, sight)
    sees_people = policies.can_see_people(viewer, organisation)
    can_edit = policies.can_edit(viewer, organisation)
    standing = Standing.of(organisation, forced_hidden=sight.forced_hidden)
    return {
        **public_page_for(viewer, profile),
        **pending_recovery(viewer, organisation),
        "tabs": queries.text_tabs(profile.get("texts", [])),
        "networks": queries.networks_of(viewer, organisation.id),
        "overrides": organisation.region_overrides if "listing" in profile else [],
        "mandates": queries.mandates_standing(organisation.id, at=now()) if sees_people else [],
        "sees_people": sees_people,
        "can_edit": can_edit,
        "completeness": queries.completeness(organisation) if policies.can_be_hinted(viewer, organisation) else None,
        "can_see_identity": policies.can_see_identity(viewer, organisation),
        "can_change_region": policies.can_change_region(viewer, organisation),
        "can_endorse": viewer.acts_for(organisation.id, Function.ENDORSE),
        "can_hide": policies.can_hide(viewer, organisation),
        "can_make_emergency_link": policies.can_make_emergency_link(viewer, organisation),
        "forced_hidden": sight.forced_hidden,
        "seen_by": {field: standing.effective(field) for field in CHOOSABLE} if can_edit else {},
    }


def public_page_for(viewer: Viewer, profile: Profile) -> dict[str, Any]:
    """Return all that the public page shows this viewer of a profile."""
    sections = queries.profile_sections(profile.get("texts", []), current_locale().language)
    return {"profile": profile, "sections": sections, "pictures": queries.pictures_of(viewer, profile["id"])}


@blueprint.post("/organisations/<uuid:organisation_id>/hints/off")
def stop_hints(organisation_id: UUID) -> Answer:
    """Show no more what the profile could say."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_be_hinted)
    with transaction():
        services.stop_hints(organisation, **author(viewer))
    flash(_("You will not be shown this again."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation.id))
