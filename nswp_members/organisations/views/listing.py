"""Whether an organisation is public."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.forms import ListingForm
from nswp_members.organisations.labels import LISTING_LABELS
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise
from nswp_members.organisations.visibility import Sight, project


@blueprint.route("/organisations/<uuid:organisation_id>/listing", methods=["GET", "POST"])
def listing(organisation_id: UUID) -> Answer:
    """Show what would be public; list or hide the organisation."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_change_listing)
    options = policies.possible_listings(viewer, organisation)
    form = ListingForm(listing=organisation.listing, consent=organisation.listing == Listing.LISTED)
    form.listing.choices = choices((one.value, LISTING_LABELS[one]) for one in options)
    if form.submitted():
        if form.listing.data == Listing.HIDDEN:
            with transaction():
                services.hide_now(organisation, source=HidingSource(_source(viewer)), **author(viewer))
            return redirect(url_for("organisations.hidden", organisation_id=organisation.id))
        wanted = Listing(form.listing.data)
        try:
            with transaction():
                services.set_listing(organisation, wanted, source=_source(viewer), **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_message(organisation), "success")
            return redirect(url_for("organisations.show", organisation_id=organisation.id))
    profile = project(organisation, Sight(Relation.ANYBODY), listing=Listing.LISTED)
    return render_template(
        "organisations/listing.html",
        form=form,
        organisation=organisation,
        options=options,
        profile=profile,
        pictures=queries.pictures_if_listed(organisation),
        sections=queries.profile_sections(profile.get("texts", []), current_locale().language),
    )


def _source(viewer: Viewer) -> str:
    return "secretariat" if policies.sees_all(viewer) else "member"


def _message(organisation: Organisation) -> str:
    if organisation.listing == Listing.LISTED:
        return str(_("Everybody can read the public profile from now on."))
    return str(_("Saved. From this moment the public directory does not show the organisation."))
