"""The directory: one list for everybody, with more columns and filters for staff, and the adding of organisations."""

from uuid import UUID

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import DirectoryForm, NewOrganisationForm, SaveSearchForm
from nswp_members.organisations.queries import DirectoryPage
from nswp_members.organisations.views.blueprint import Answer, author, blueprint
from nswp_members.organisations.views.filters import Parameters, chips, facet_choices
from nswp_members.regions import geography


@blueprint.get("/members")
@public
def directory() -> Answer:
    """Show the organisations that chose to be public, and what else the viewer's capacity knows."""
    return _list(current_viewer(), "organisations.directory", for_staff=False)


@blueprint.get("/organisations")
def index() -> Answer:
    """Show the organisations that the capacity may know of, with what staff looks for."""
    return _list(authorise(policies.can_list), "organisations.index", for_staff=True)


@blueprint.get("/members/suggest")
@public
def suggest() -> BaseResponse:
    """Return the names of the few best matches for what is being typed, found as the list finds them."""
    search = request.args.get("q", "").replace("\0", "")[: queries.MAX_SEARCH_CHARACTERS]
    return jsonify(names=queries.suggestions(current_viewer(), search))


def _list(viewer: Viewer, endpoint: str, *, for_staff: bool) -> str:
    """Render the one list; what differs between viewers is what the queries let them see."""
    sees_all = policies.sees_all(viewer)
    asked = request.args.to_dict(flat=False)
    wanted = queries.permitted(viewer, queries.filter_of(asked, for_staff=for_staff))
    sort = queries.sort_of(asked)
    found = queries.directory_result(
        viewer,
        wanted,
        size=current_app.config["PAGE_SIZE"],
        after=request.args.get("after", type=UUID),
        before=request.args.get("before", type=UUID),
        sort=sort,
        language=current_locale().language,
        for_staff=for_staff,
    )
    filters: Parameters = queries.parameters_of(wanted)
    parameters = filters | ({"sort": [sort]} if sort else {})
    form = DirectoryForm(formdata=None, q=wanted.search, sort=sort, no_contact=wanted.no_contact)
    form.offer_sorts(by_relevance=bool(wanted.search), by_change=for_staff and sees_all)
    return render_template(
        "organisations/directory.html",
        endpoint=endpoint,
        form=form,
        page=found.page,
        links=_links(endpoint, found.page, parameters),
        total=found.facets.total,
        facets=facet_choices(wanted, found.facets, found.networks),
        chips=chips(endpoint, wanted, parameters, found.networks),
        export_url=_export_url(viewer, parameters, for_staff=for_staff),
        many=url_for("bulk.create", **filters) if for_staff and policies.can_change_many(viewer) else None,
        map_url=url_for("organisations.world_map", **filters),
        is_filtered=not wanted.is_empty,
        for_staff=for_staff,
        sees_all=sees_all,
        can_create=for_staff and policies.can_create(viewer),
        save_form=SaveSearchForm.of(parameters, for_staff=for_staff) if policies.can_save_searches(viewer) else None,
    )


@blueprint.route("/organisations/new", methods=["GET", "POST"])
def create() -> Answer:
    """Add an organisation, not listed."""
    viewer = authorise(policies.can_create)
    form = NewOrganisationForm()
    form.country_code.choices = choices(_countries(), _("Choose a country"))
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


def _export_url(viewer: Viewer, parameters: Parameters, *, for_staff: bool) -> str | None:
    """Return where to have a file made of this list, None for those who may not."""
    if not policies.can_export(viewer):
        return None
    staff: Parameters = {"staff": "y"} if for_staff else {}
    return url_for("exports.create", **parameters, **staff)


def _links(endpoint: str, page: DirectoryPage, parameters: Parameters) -> PageLinks:
    """Return the links to the pages before and after, keeping the filter."""
    return PageLinks(
        previous_url=url_for(endpoint, **parameters, before=page.before) if page.before else None,
        next_url=url_for(endpoint, **parameters, after=page.after) if page.after else None,
    )


def _countries() -> list[tuple[str, str]]:
    """Return codes and names in the order of names."""
    language = current_locale().language
    named = ((code, geography.country_name(code, language)) for code in geography.countries())
    return sorted(named, key=lambda one: one[1])
