"""Who may act for an organisation: invite people, see what they may do, end it."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import ConfirmForm, InviteForm
from nswp_members.organisations.models import Function, HandOver, MandateOffer, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, slow_down
from nswp_members.organisations.views.recovery import pending_recovery


@blueprint.route("/organisations/<uuid:organisation_id>/people", methods=["GET"])
def people(organisation_id: UUID) -> Answer:
    """Show who may act for the organisation, who could, and who has been invited."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_people, shows=["people"])
    at = now()
    mandates = queries.mandates_of(organisation.id)
    hand_overs = queries.open_hand_overs(organisation.id, at=at)
    manages = policies.can_manage_people(viewer, organisation)
    standing = [one for one in mandates if one.is_in_force(at)]
    return render_template(
        "organisations/people.html",
        organisation=organisation,
        standing=standing,
        ended=[one for one in mandates if not one.is_in_force(at)],
        granters=queries.granters_of(mandates),
        offers=_offers(organisation, hand_overs) if manages else [],
        manages=manages,
        endable={
            one.id for one in standing if policies.can_end_mandate(viewer, organisation, one.person_id, one.function)
        },
        editors={one.person_id for one in standing if one.function == Function.EDIT and one.person.has_account},
        active_contacts=queries.active_contacts(organisation.id),
        enough_contacts=queries.ENOUGH_CONTACTS,
        hand_overs=hand_overs,
        can_hand_over=policies.can_hand_over(viewer, organisation),
        **pending_recovery(viewer, organisation),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/people/invite", methods=["GET", "POST"])
def invite(organisation_id: UUID) -> Answer:
    """Invite a colleague by e-mail."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_manage_people)
    form = InviteForm(locale=current_locale().language, functions=[Function.READ.value])
    form.offer(policies.grantable_functions(viewer, organisation))
    if form.submitted():
        slow_down(viewer)
        try:
            with transaction():
                services.invite_colleague(
                    organisation,
                    email=form.email.data or "",
                    functions=form.functions.data or [],
                    locale=form.locale.data or "en",
                    lifetime=current_app.config["INVITATION_LIFETIME"],
                    next_path=url_for("organisations.show", organisation_id=organisation.id),
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The invitation is on its way."), "success")
            return redirect(url_for("organisations.people", organisation_id=organisation.id))
    return render_template("organisations/invite.html", form=form, organisation=organisation)


@blueprint.post("/organisations/<uuid:organisation_id>/people/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(organisation_id: UUID, invitation_id: UUID) -> Answer:
    """Make an invitation's link useless."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_manage_people)
    offer = _offer(organisation, invitation_id)
    with transaction():
        services.withdraw_offer(offer, by=viewer.person_id)
    flash(_("The invitation is withdrawn. Its link does not work any more."), "success")
    return redirect(url_for("organisations.people", organisation_id=organisation.id))


@blueprint.post("/organisations/<uuid:organisation_id>/people/invitations/<uuid:invitation_id>/again")
def invite_again(organisation_id: UUID, invitation_id: UUID) -> Answer:
    """Mail a new link in place of an older one."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_manage_people)
    offer = _offer(organisation, invitation_id)
    if not set(offer.functions) <= set(policies.grantable_functions(viewer, organisation)):
        abort(403)
    slow_down(viewer)
    with transaction():
        services.invite_again(offer, lifetime=current_app.config["INVITATION_LIFETIME"], **author(viewer))
    flash(_("A new invitation is on its way. The older link does not work any more."), "success")
    return redirect(url_for("organisations.people", organisation_id=organisation.id))


def _offer(organisation: Organisation, invitation_id: UUID) -> MandateOffer:
    """Return an open offer of the organisation; 404 if there is none, or if it belongs to a hand-over."""
    found = {
        one.invitation_id: one for one in _offers(organisation, queries.open_hand_overs(organisation.id, at=now()))
    }
    return found.get(invitation_id) or abort(404)


def _offers(organisation: Organisation, hand_overs: list[HandOver]) -> list[MandateOffer]:
    """Return the open offers that are shown by themselves: those of hand-overs are shown with these."""
    apart = {one.invitation_id for one in hand_overs}
    return [one for one in queries.open_offers(organisation.id, at=now()) if one.invitation_id not in apart]


@blueprint.route("/organisations/<uuid:organisation_id>/people/<uuid:mandate_id>/end", methods=["GET", "POST"])
def end_mandate(organisation_id: UUID, mandate_id: UUID) -> Answer:
    """End what a person may do, after a second look."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_see_people, shows=["people"])
    mandate = queries.mandate(organisation.id, mandate_id)
    if mandate is None or not mandate.is_in_force(now()):
        abort(404)
    if not policies.can_end_mandate(viewer, organisation, mandate.person_id, mandate.function):
        abort(403)
    form = ConfirmForm()
    if form.submitted():
        with transaction():
            services.end_mandate(mandate, **author(viewer))
        flash(_("The access has ended."), "success")
        if mandate.person_id == viewer.person_id:
            return redirect(url_for("dashboard.index"))
        return redirect(url_for("organisations.people", organisation_id=organisation.id))
    return render_template(
        "organisations/end_mandate.html",
        form=form,
        organisation=organisation,
        mandate=mandate,
        is_last_editor=queries.is_last_editor(mandate, at=now()),
        is_own=mandate.person_id == viewer.person_id,
        can_hand_over=policies.can_hand_over(viewer, organisation),
    )
