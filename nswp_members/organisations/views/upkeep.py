"""The secretariat's list of organisations that need somebody to look after them."""

from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask_babel import ngettext

from nswp_members.accounts.access import authorise
from nswp_members.core.db import now
from nswp_members.core.paging import PageLinks
from nswp_members.organisations import policies, queries
from nswp_members.organisations.confirming import months_before
from nswp_members.organisations.views.blueprint import Answer, blueprint


@blueprint.get("/organisations/upkeep")
def upkeep() -> Answer:
    """Show who has fewer than two contacts, nobody who edits, or data that was not confirmed for long."""
    viewer = authorise(policies.can_look_after)
    lack = request.args.get("lack", queries.Lack.CONTACTS, type=queries.Lack)
    at = now()
    page = queries.upkeep_page(
        viewer,
        lack,
        at=at,
        confirmed_before=months_before(at, current_app.config["CONFIRM_AFTER_MONTHS"]),
        size=current_app.config["PAGE_SIZE"],
        after=request.args.get("after", type=UUID),
    )
    return render_template(
        "organisations/upkeep.html",
        lack=lack,
        lacks=queries.Lack,
        page=page,
        enough=queries.ENOUGH_CONTACTS,
        links=PageLinks(
            previous_url=url_for("organisations.upkeep", lack=lack) if request.args.get("after") else None,
            next_url=url_for("organisations.upkeep", lack=lack, after=page.after) if page.after else None,
            summary=ngettext("%(num)s organisation", "%(num)s organisations", page.count),
        ),
    )
