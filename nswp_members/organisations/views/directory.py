"""The public directory, and the longer list for those who know more."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import DirectoryForm, NewOrganisationForm, StaffDirectoryForm
from nswp_members.organisations.labels import AREA_LABELS, KIND_LABELS
from nswp_members.organisations.models import Listing
from nswp_members.organisations.queries import DirectoryFilter, DirectoryPage
from nswp_members.organisations.views.blueprint import Answer, author, blueprint
from nswp_members.regions import geography

FILTERS = ("q", "region", "country", "area", "kind", "listing", "no_contact")


@blueprint.get("/members")
@public
def directory() -> Answer:
    """Show the organisations that chose to be public, and what else the viewer's capacity knows."""
    viewer = current_viewer()
    wanted = _wanted()
    page = queries.directory_page(viewer, wanted, size=_size(), after=_id("after"), before=_id("before"))
    places = queries.public_places()
    form = DirectoryForm(request.args)
    _offer_places(form, {country for _region, country, _number in places} | {wanted.country} - {""})
    return render_template(
        "organisations/directory.html",
        form=form,
        page=page,
        links=_links("organisations.directory", page),
        is_filtered=not wanted.is_empty,
        count=queries.public_count(wanted),
    )


@blueprint.get("/organisations")
def index() -> Answer:
    """Show the organisations that the capacity may know of, with what staff looks for."""
    viewer = authorise(policies.can_list)
    sees_all = policies.sees_all(viewer)
    wanted = _wanted(for_staff=True, sees_all=sees_all)
    page = queries.directory_page(
        viewer, wanted, size=_size(), after=_id("after"), before=_id("before"), for_staff=True
    )
    count = queries.visible_count(viewer, wanted)
    form = StaffDirectoryForm(request.args)
    _offer_places(form, geography.countries())
    summary = ngettext("%(num)s organisation", "%(num)s organisations", count)
    return render_template(
        "organisations/index.html",
        form=form,
        page=page,
        links=_links("organisations.index", page, summary),
        is_filtered=not wanted.is_empty,
        count=count,
        sees_all=sees_all,
        can_create=policies.can_create(viewer),
    )


@blueprint.route("/organisations/new", methods=["GET", "POST"])
def create() -> Answer:
    """Add an organisation, not listed."""
    viewer = authorise(policies.can_create)
    form = NewOrganisationForm()
    form.country_code.choices = choices(_countries(geography.countries()), _("Choose a country"))
    if form.submitted():
        try:
            with transaction():
                organisation = services.create_organisation(
                    name=form.name.data or "",
                    country_code=form.country_code.data,
                    transliteration=form.transliteration.data or "",
                    acronym=form.acronym.data or "",
                    kind=form.kind.data or None,
                    **author(viewer),
                )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(url_for("organisations.edit", organisation_id=organisation.id))
    return render_template("organisations/create.html", form=form)


def _wanted(*, for_staff: bool = False, sees_all: bool = False) -> DirectoryFilter:
    """Return what the address asks for; what makes no sense counts as not asked."""
    args = request.args
    area = args.get("area", type=int)
    basic: dict[str, Any] = {
        "search": args.get("q", "")[: queries.MAX_SEARCH_CHARACTERS],
        "region": _one_of(args.get("region"), [region.value for region in geography.Region]),
        "country": _one_of(args.get("country"), geography.countries()),
        "area": area if area in AREA_LABELS else None,
    }
    if not for_staff:
        return DirectoryFilter(**basic)
    return DirectoryFilter(
        **basic,
        kind=_one_of(args.get("kind"), KIND_LABELS),
        listing=_one_of(args.get("listing"), [one.value for one in Listing]),
        no_contact=sees_all and bool(args.get("no_contact")),
    )


def _one_of(value: str | None, known: Iterable[str]) -> str:
    return value if value and value in known else ""


def _id(name: str) -> UUID | None:
    return request.args.get(name, type=UUID)


def _size() -> int:
    size: int = current_app.config["PAGE_SIZE"]
    return size


def _links(endpoint: str, page: DirectoryPage, summary: str | None = None) -> PageLinks:
    """Return the links to the pages before and after, keeping the filter."""
    kept: dict[str, Any] = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return PageLinks(
        previous_url=url_for(endpoint, **kept, before=page.before) if page.before else None,
        next_url=url_for(endpoint, **kept, after=page.after) if page.after else None,
        summary=summary,
    )


def _offer_places(form: DirectoryForm, codes: Iterable[str]) -> None:
    """Let the form choose among the five regions and these countries."""
    language = current_locale().language
    form.region.choices = choices(
        ((region.value, geography.region_name(region, language)) for region in geography.Region),
        _("Any region"),
    )
    form.country.choices = choices(_countries(codes), _("Any country"))


def _countries(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes and names in the order of names."""
    language = current_locale().language
    return sorted(((code, geography.country_name(code, language)) for code in codes), key=lambda one: one[1])
