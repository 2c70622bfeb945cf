"""The board: what stands where, for how long, and for whom it waits."""

from typing import Any

from flask import current_app, render_template, request, url_for

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import policies, queries
from nswp_members.applications.deadlines import end_of_day, local_day
from nswp_members.applications.deciding import policies as deciding
from nswp_members.applications.queries import BoardFilter, BoardRow
from nswp_members.applications.review_forms import BoardForm
from nswp_members.applications.review_labels import STATE_LABELS
from nswp_members.applications.states import State
from nswp_members.applications.views.blueprint import blueprint
from nswp_members.core.db import now
from nswp_members.core.forms import choices
from nswp_members.core.i18n import current_locale
from nswp_members.core.paging import PageLinks
from nswp_members.regions.geography import Region, region_name

EACH = 8
MOST_PAGES = 400


@blueprint.get("/applications")
def index() -> str:
    """Show where the applications stand that the viewer may know of."""
    viewer = authorise(policies.can_review)
    form = _form(viewer)
    wanted = BoardFilter(
        region=form.region.data if form.region and form.region.data in list(Region) else "",
        state=State(form.state.data) if form.state.data in (*queries.COLUMNS, *queries.ENDS) else None,
        mine=form.mine.data,
        search=(form.search.data or "")[:100],
    )
    as_list = bool(wanted.state or wanted.search)
    size, number = current_app.config["PAGE_SIZE"], _page_number()
    rows = queries.page(viewer, wanted, offset=(number - 1) * size, limit=size + 1) if as_list else []
    kept = {name: value for name, value in request.args.items() if name in form._fields and value}
    return render_template(
        "applications/index.html",
        form=form,
        kept=kept,
        counts=queries.counts(viewer, wanted),
        columns={} if as_list else queries.columns(viewer, wanted, each=EACH),
        as_list=as_list,
        rows=rows[:size],
        links=_links(number, more=len(rows) > size, kept=kept),
        time_left=time_left,
        may_change_rules=policies.can_change_rules(viewer),
        may_decide=deciding.can_decide(viewer),
    )


def time_left(row: BoardRow) -> tuple[int, bool] | None:
    """Return how many days are left, and whether it is overdue; None if nothing is due."""
    if row.due_on is None:
        return None
    at, zone = now(), row.time_zone or "UTC"
    return (row.due_on - local_day(at, zone)).days, at >= end_of_day(row.due_on, zone)


def _form(viewer: Viewer) -> BoardForm:
    form = BoardForm(request.args)
    language = current_locale().language
    form.region.choices = choices(((one.value, region_name(one, language)) for one in Region), blank="–")
    states = (*queries.COLUMNS, *queries.ENDS)
    form.state.choices = choices(((one.value, STATE_LABELS[one]) for one in states), blank="–")
    if not policies.can_change_rules(viewer):
        del form.region
    return form


def _page_number() -> int:
    return max(1, min(request.args.get("page", 1, type=int), MOST_PAGES))


def _links(number: int, *, more: bool, kept: dict[str, Any]) -> PageLinks:
    here = "applications.index"
    return PageLinks(
        previous_url=url_for(here, **kept, page=number - 1) if number > 1 else None,
        next_url=url_for(here, **kept, page=number + 1) if more else None,
    )
