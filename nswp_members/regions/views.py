"""The default region of each country, and the names of regions and countries for all templates."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.regions import geography, policies, queries, services
from nswp_members.regions.forms import DefaultRegionForm

blueprint = Blueprint("regions", __name__, url_prefix="/regions")
Answer = str | BaseResponse
_AREAS: dict[str, geography.Region | geography.OtherArea] = {
    area.value: area for area in (*geography.Region, *geography.OtherArea)
}


@blueprint.app_template_filter("country_name")
def country_name(code: str | None) -> str:
    """Return a country's name in the reader's language; nothing where it is not shown."""
    return geography.country_name(code, current_locale().language) if code else ""


@blueprint.app_template_filter("region_name")
def region_name(code: str) -> str:
    """Return a region's name in the reader's language."""
    return geography.region_name(_AREAS[code], current_locale().language)


@blueprint.get("")
def index() -> Answer:
    """Show every country with its default region."""
    authorise(policies.can_manage_regions)
    countries = sorted(queries.countries(), key=lambda one: country_name(one.code))
    regions = queries.member_regions()
    return render_template(
        "regions/index.html",
        groups=[(region, [one for one in countries if one.region_code == region.code]) for region in regions],
        provisional=[one for one in countries if one.is_provisional],
    )


@blueprint.route("/countries/<country_code>", methods=["GET", "POST"])
def change(country_code: str) -> Answer:
    """Change the default region of one country."""
    viewer = authorise(policies.can_manage_regions)
    country = queries.country(country_code) or abort(404)
    form = DefaultRegionForm(region_code=country.region_code, is_provisional=country.is_provisional)
    form.region_code.choices = choices((region.code, region_name(region.code)) for region in queries.member_regions())
    if form.submitted():
        try:
            with transaction():
                services.change_default(
                    country,
                    form.region_code.data or "",
                    is_provisional=bool(form.is_provisional.data),
                    by=viewer.person_id,
                    capacity=viewer.capacity.key if viewer.capacity else "",
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(
                _("Saved. New organisations from this country get this region; those that exist stay."),
                "success",
            )
            return redirect(url_for("regions.index"))
    return render_template("regions/change.html", form=form, country=country)
