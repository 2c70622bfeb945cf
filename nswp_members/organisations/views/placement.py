"""The region of an organisation, with its dates."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import policies, services
from nswp_members.organisations.forms import RegionForm
from nswp_members.organisations.views.blueprint import Answer, author, blueprint, load_and_authorise
from nswp_members.regions import geography

BACK = "default"


@blueprint.route("/organisations/<uuid:organisation_id>/region", methods=["GET", "POST"])
def region(organisation_id: UUID) -> Answer:
    """Put the organisation into a region from a day on, or back into its country's default."""
    viewer, organisation = load_and_authorise(organisation_id, policies.can_change_region)
    form = RegionForm(region_code=organisation.region_code, valid_from=today())
    language = current_locale().language
    form.region_code.choices = choices(
        [
            *((one.value, geography.region_name(one, language)) for one in geography.Region),
            (BACK, _("The country's default")),
        ]
    )
    if form.submitted():
        chosen = form.region_code.data or ""
        try:
            with transaction():
                services.override_region(
                    organisation,
                    organisation.country.region_code if chosen == BACK else chosen,
                    valid_from=form.valid_from.data or today(),
                    reason=form.reason.data or "",
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The region is saved with its date. Earlier reports stay as they were."), "success")
            return redirect(url_for("organisations.show", organisation_id=organisation.id))
    return render_template("organisations/region.html", form=form, organisation=organisation)
