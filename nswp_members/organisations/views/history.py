"""What a profile said before: who changed what and when, the difference, and the way back."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import ROLE_LABELS
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.differences import Change, changes, contents
from nswp_members.organisations.forms import RestoreForm
from nswp_members.organisations.models import IdentityField, Organisation, ProfileRevision
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_read
from nswp_members.organisations.visibility import Profile

ROLES = {role.value: label for role, label in ROLE_LABELS.items()}


@blueprint.get("/organisations/<uuid:organisation_id>/history")
def history(organisation_id: UUID) -> Answer:
    """List the revisions, the newest first."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_history)
    profile = queries.profile_of(viewer, organisation)
    page = queries.history_page(
        organisation.id, profile, size=current_app.config["PAGE_SIZE"], before=request.args.get("before", type=int)
    )
    here = "organisations.history"
    older = url_for(here, organisation_id=organisation.id, before=page.before) if page.before else None
    newest = url_for(here, organisation_id=organisation.id) if "before" in request.args else None
    return render_template(
        "organisations/history.html",
        organisation=organisation,
        revisions=page.rows,
        links=PageLinks(previous_url=newest, next_url=older),
        fields=set(queries.fields_in(profile)),
        reasons={one.id: queries.reason_in(one, profile) for one in page.rows},
        roles=ROLES,
    )


@blueprint.get("/organisations/<uuid:organisation_id>/history/<uuid:revision_id>")
def revision(organisation_id: UUID, revision_id: UUID) -> Answer:
    """Show what one revision changed."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_history)
    profile = queries.profile_of(viewer, organisation)
    found = _revision(organisation, revision_id, profile)
    fields = queries.fields_in(profile)
    before = queries.revision_before(found)
    told = changes(before.snapshot, found.snapshot, fields) if before else contents(found.snapshot, fields)
    note_read(viewer, organisation, _protected(told))
    current = queries.snapshot_of(organisation)
    source = queries.revision(organisation.id, before.id, profile) if before else None
    ours = queries.restorable_in(profile)
    return render_template(
        "organisations/revision.html",
        organisation=organisation,
        revision=found,
        is_first=before is None,
        reason=queries.reason_in(found, profile),
        changes=told,
        restorable={one.field for one in changes(current, found.snapshot, ours)},
        before=source,
        undoable={one.field for one in changes(current, source.snapshot, ours)} if source else set(),
        needs_approval=any(one in found.fields for one in IdentityField),
        roles=ROLES,
    )


@blueprint.route("/organisations/<uuid:organisation_id>/history/<uuid:revision_id>/restore", methods=["GET", "POST"])
def restore(organisation_id: UUID, revision_id: UUID) -> Answer:
    """Let the profile, or one field of it, say again what it said then; after a second look."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    profile = queries.profile_of(viewer, organisation)
    found = _revision(organisation, revision_id, profile)
    only = request.args.get("field", "")
    fields = [one for one in queries.restorable_in(profile) if only in ("", one)]
    if not fields:
        abort(404)
    form = RestoreForm()
    if form.submitted():
        try:
            with transaction():
                services.restore_revision(organisation, found, fields, version=form.version.data or 0, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The profile says again what it said then."), "success")
            return redirect(url_for("organisations.history", organisation_id=organisation.id))
    form.version.raw_data, form.version.data = None, organisation.version
    told = changes(queries.snapshot_of(organisation), found.snapshot, fields)
    note_read(viewer, organisation, _protected(told))
    return render_template(
        "organisations/restore.html",
        form=form,
        organisation=organisation,
        revision=found,
        changes=told,
        action=url_for(
            "organisations.restore", organisation_id=organisation.id, revision_id=found.id, field=only or None
        ),
    )


def _protected(told: list[Change]) -> frozenset[str]:
    return PROTECTED.intersection(one.field for one in told)


def _revision(organisation: Organisation, revision_id: UUID, profile: Profile) -> ProfileRevision:
    return queries.revision(organisation.id, revision_id, profile) or abort(404)
