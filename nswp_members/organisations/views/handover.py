"""Handing over to a successor when an editor leaves."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts import services as accounts
from nswp_members.accounts.access import current_viewer
from nswp_members.accounts.models import Person
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import NEWCOMER, HandOverForm
from nswp_members.organisations.models import HandOver
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, slow_down


@blueprint.route("/organisations/<uuid:organisation_id>/people/hand-over", methods=["GET", "POST"])
def hand_over(organisation_id: UUID) -> Answer:
    """Name a successor, who takes over once they accept."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_hand_over)
    people = queries.possible_successors(organisation.id, but=viewer.person_id, at=now())
    form = HandOverForm(locale=current_locale().language, successor=None if people else NEWCOMER)
    form.offer((str(one.id), one.name) for one in people)
    if form.submitted():
        slow_down(viewer)
        try:
            with transaction():
                services.start_hand_over(
                    organisation,
                    _successor(form, people),
                    by=viewer.person_id or abort(403),
                    capacity=author(viewer)["capacity"],
                    lifetime=current_app.config["INVITATION_LIFETIME"],
                    next_path=url_for("organisations.people", organisation_id=organisation.id),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("Your successor has been written to. Until they accept, everything stays as it is."), "success")
            return redirect(url_for("organisations.people", organisation_id=organisation.id))
    return render_template("organisations/hand_over.html", form=form, organisation=organisation)


def _successor(form: HandOverForm, people: list[Person]) -> Person:
    """Return the colleague who was chosen, or whoever has the address that was entered."""
    if form.successor.data == NEWCOMER:
        return accounts.ensure_person(email=form.email.data or "", locale=form.locale.data or "en")
    return {str(one.id): one for one in people}[form.successor.data]


@blueprint.post("/organisations/<uuid:organisation_id>/people/hand-over/<uuid:invitation_id>/take-back")
def take_back_hand_over(organisation_id: UUID, invitation_id: UUID) -> Answer:
    """Stop a hand-over before it is accepted; every editor may, so that none can be made to leave in silence."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_manage_people)
    found = {one.invitation_id: one for one in queries.open_hand_overs(organisation.id, at=now())}
    if invitation_id not in found:
        abort(404)
    with transaction():
        services.take_back_hand_over(found[invitation_id], **author(viewer))
    flash(_("The hand-over is taken back. The invitation does not work any more."), "success")
    return redirect(url_for("organisations.people", organisation_id=organisation.id))


@blueprint.app_template_filter("acceptance_url")
def acceptance_url(hand_over: HandOver) -> str | None:
    """Return where the successor accepts; None for anybody else, whom the link would let in."""
    if current_viewer().person_id != hand_over.to_person_id:
        return None
    return url_for("accounts.accept_invitation", token=queries.acceptance_token(hand_over))
