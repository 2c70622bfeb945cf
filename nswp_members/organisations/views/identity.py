"""Name, place and membership of an organisation: what is published, and asking for a change."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.differences import in_words, replacement
from nswp_members.organisations.errors import ProposalOpen
from nswp_members.organisations.identity_forms import IdentityForm, identity_form, value_of
from nswp_members.organisations.models import IdentityField, Organisation
from nswp_members.organisations.queries import MoveEffects
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_shown


@blueprint.get("/organisations/<uuid:organisation_id>/identity")
def identity(organisation_id: UUID) -> Answer:
    """Show what is published, what is proposed, and what became of earlier proposals."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_identity)
    profile = queries.profile_of(viewer, organisation)
    fields = [field for field in IdentityField if field in profile]
    note_shown(viewer, organisation, PROTECTED.intersection(fields))
    waiting = queries.proposals_of(viewer, organisation.id)
    return render_template(
        "organisations/identity.html",
        organisation=organisation,
        values=[(field, in_words(profile.values, field)) for field in fields],
        waiting=waiting,
        differences={key: replacement(key, one.value_before, one.value_after) for key, one in waiting.items()},
        decided=queries.decided_proposals_of(viewer, organisation.id, limit=current_app.config["PAGE_SIZE"]),
        can_change=policies.can_change_identity(viewer, organisation),
        can_propose=policies.can_propose(viewer, organisation),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/identity/<identity_field>", methods=["GET", "POST"])
def change_identity(organisation_id: UUID, identity_field: str) -> Answer:
    """Ask for another value; whoever approves changes it at once."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_edit)
    field = _field(viewer, organisation, identity_field)
    at_once = policies.can_change_identity(viewer, organisation)
    if at_once and field == IdentityField.REGION:
        return redirect(url_for("organisations.region", organisation_id=organisation.id))
    form = identity_form(field, queries.identity_value(organisation, field))
    effects = None
    if form.submitted():
        effects = _worth_confirming(organisation, field, form) if at_once else None
        if effects is None and (answer := _carry_out(viewer, organisation, field, form, at_once=at_once)):
            return answer
    return render_template(
        "organisations/change_identity.html",
        organisation=organisation,
        field_name=field,
        present=in_words({field: queries.identity_value(organisation, field)}, field),
        waiting=queries.proposals_of(viewer, organisation.id).get(field),
        form=form,
        at_once=at_once,
        effects=effects,
    )


def _field(viewer: Viewer, organisation: Organisation, name: str) -> IdentityField:
    """Return the field of this name; 404 if there is none, or none that the viewer may see."""
    if name not in list(IdentityField) or name not in queries.profile_of(viewer, organisation):
        abort(404)
    return IdentityField(name)


def _worth_confirming(organisation: Organisation, field: IdentityField, form: IdentityForm) -> MoveEffects | None:
    """Return what moving there would do, if it hides or uncovers and the viewer has not confirmed just that."""
    if field != IdentityField.COUNTRY or request.form.get("confirm") == form.value.data:
        return None
    effects = queries.move_effects(organisation, form.value.data)
    return effects if effects.becomes_hidden or effects.comes_out else None


def _carry_out(
    viewer: Viewer, organisation: Organisation, field: IdentityField, form: IdentityForm, *, at_once: bool
) -> Answer | None:
    """Change or propose the value; None if a rule was broken, which the form then shows."""
    value, reason = value_of(field, form.value.data or ""), form.reason.data or ""
    try:
        with transaction():
            if at_once:
                services.change_identity(organisation, field, value, reason=reason, **author(viewer))
            else:
                services.propose(organisation, field, value, reason=reason, **author(viewer))
    except ProposalOpen:
        return None
    except DomainError as error:
        form.refuse(error)
        return None
    flash(
        _("The change is published.") if at_once else _("Your proposal is on its way to those who decide."), "success"
    )
    return redirect(url_for("organisations.identity", organisation_id=organisation.id))
