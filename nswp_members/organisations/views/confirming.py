"""Everything we hold of an organisation on one screen, and saying that all of it is still right."""

from datetime import timedelta
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts import queries as accounts
from nswp_members.accounts import throttling
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audiences import PROTECTED
from nswp_members.organisations.confirming import is_due
from nswp_members.organisations.errors import StaleVersion
from nswp_members.organisations.forms import ConfirmDataForm
from nswp_members.organisations.models import ConfirmedAs, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise, note_shown
from nswp_members.organisations.visibility import project


@blueprint.route("/organisations/<uuid:organisation_id>/confirm", methods=["GET", "POST"])
def confirm(organisation_id: UUID) -> Answer:
    """Show everything we hold of the organisation; note by POST that it is right."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_confirm)
    form = ConfirmDataForm()
    if form.submitted():
        as_ = ConfirmedAs.ORGANISATION if viewer.acts_for(organisation.id) else ConfirmedAs.SECRETARIAT
        try:
            with transaction():
                services.confirm_data(organisation, as_=as_, seen=form.moment(), **author(viewer))
        except StaleVersion as error:
            form.refuse(error)
        else:
            flash(_("Thank you. It is noted that everything is right."), "success")
            return redirect(url_for("organisations.show", organisation_id=organisation.id))
    return _page(viewer, organisation, form)


def _page(viewer: Viewer, organisation: Organisation, form: ConfirmDataForm) -> str:
    """Show all that the viewer may see, and what they would confirm by pressing the button now."""
    form.seen.data = organisation.updated_at.isoformat()
    sight = queries.sight_of(viewer, organisation)
    profile = project(organisation, sight)
    note_shown(viewer, organisation, PROTECTED.intersection(profile.values))
    by = organisation.confirmed_by
    return render_template(
        "organisations/confirm.html",
        form=form,
        organisation=organisation,
        profile=profile,
        versions=queries.versions(profile.get("texts", [])),
        mandates=queries.mandates_standing(organisation.id, at=now()),
        networks=queries.networks_of(viewer, organisation.id),
        pictures=queries.pictures_of(viewer, organisation.id),
        confirmed_by=accounts.people_by_id([by])[by].name if by else "",
        asked_at=queries.last_asked_to_confirm(organisation.id),
        may_ask=policies.can_ask_to_confirm(viewer, organisation),
        is_closed=queries.is_closed(organisation.id),
    )


@blueprint.post("/organisations/<uuid:organisation_id>/confirm/ask")
def ask_to_confirm(organisation_id: UUID) -> Answer:
    """Write to the contacts and ask them whether everything is right."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_ask_to_confirm)
    lifetime = timedelta(days=current_app.config["CONFIRM_LINK_DAYS"])
    if viewer.person_id is None or not throttling.act_allowed("ask-to-confirm", viewer.person_id):
        flash(_("You have had us write very often in the last hour. Nothing was sent; try again in an hour."), "error")
        return redirect(url_for("organisations.confirm", organisation_id=organisation.id))
    try:
        with transaction():
            services.ask_to_confirm(organisation, lifetime=lifetime, **author(viewer))
    except DomainError as error:
        flash(str(error.message), "error")
    else:
        flash(_("The letter is on its way to all contacts with an address."), "success")
    return redirect(url_for("organisations.confirm", organisation_id=organisation.id))


@blueprint.app_template_test("due_to_confirm")
def due_to_confirm(organisation: Organisation) -> bool:
    """Whether nobody has said for long that everything is right."""
    return is_due(organisation, at=now(), months=current_app.config["CONFIRM_AFTER_MONTHS"])
