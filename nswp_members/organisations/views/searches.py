"""Searches that a person keeps: opening one asks again, with the rights of the present capacity."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations import policies, queries, services
from nswp_members.organisations.forms import ConfirmForm, SaveSearchForm, SearchNameForm
from nswp_members.organisations.models import SavedSearch
from nswp_members.organisations.views.blueprint import Answer, blueprint


@blueprint.get("/searches")
def searches() -> Answer:
    """Show the searches that the person keeps."""
    viewer = authorise(policies.can_save_searches)
    return render_template("organisations/searches.html", searches=queries.saved_searches(viewer.person_id))


@blueprint.route("/searches/new", methods=["GET", "POST"])
def save_search() -> Answer:
    """Keep the search that a list shows; what the address says is read as the list reads it."""
    viewer = authorise(policies.can_save_searches)
    form = SaveSearchForm()
    if form.submitted():
        for_staff = bool(form.for_staff.data) and policies.can_list(viewer)
        asked = form.parameters()
        wanted = queries.parameters_of(queries.filter_of(asked, for_staff=for_staff))
        sort = queries.sort_of(asked)
        try:
            with transaction():
                services.save_search(
                    viewer.person_id,
                    form.name.data or "",
                    wanted | ({"sort": [sort]} if sort else {}),
                    for_staff=for_staff,
                )
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The search is saved."), "success")
            return redirect(url_for("organisations.searches"))
    return render_template("organisations/save_search.html", form=form, saved=None)


@blueprint.get("/searches/<uuid:search_id>")
def open_search(search_id: UUID) -> BaseResponse:
    """Lead to the list as it stands now for the present capacity."""
    viewer = authorise(policies.can_save_searches)
    saved = _saved(viewer, search_id)
    is_staff_list = saved.for_staff and policies.can_list(viewer)
    endpoint = "organisations.index" if is_staff_list else "organisations.directory"
    return redirect(url_for(endpoint, **saved.query))  # type: ignore[arg-type]


@blueprint.route("/searches/<uuid:search_id>/rename", methods=["GET", "POST"])
def rename_search(search_id: UUID) -> Answer:
    """Give a saved search another name."""
    viewer = authorise(policies.can_save_searches)
    saved = _saved(viewer, search_id)
    form = SearchNameForm(name=saved.name)
    if form.submitted():
        with transaction():
            services.rename_search(saved, form.name.data or "")
        flash(_("The search has its new name."), "success")
        return redirect(url_for("organisations.searches"))
    return render_template("organisations/save_search.html", form=form, saved=saved)


@blueprint.route("/searches/<uuid:search_id>/remove", methods=["GET", "POST"])
def remove_search(search_id: UUID) -> Answer:
    """Forget a saved search, after asking."""
    viewer = authorise(policies.can_save_searches)
    saved = _saved(viewer, search_id)
    form = ConfirmForm()
    if form.submitted():
        with transaction():
            services.remove_search(saved)
        flash(_("The search is removed."), "success")
        return redirect(url_for("organisations.searches"))
    return render_template("organisations/remove_search.html", form=form, saved=saved)


def _saved(viewer: Viewer, search_id: UUID) -> SavedSearch:
    """Return the person's own saved search; that of anybody else is as absent as none."""
    return queries.saved_search(viewer.person_id, search_id) or abort(404)
