"""Who breaks the rule that no member is active without an endorsement; this list should be empty."""

from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask_babel import ngettext

from nswp_members.accounts.access import authorise
from nswp_members.core.db import today
from nswp_members.core.paging import PageLinks
from nswp_members.membership import policies, queries
from nswp_members.membership.views.blueprint import Answer, blueprint


@blueprint.get("/exceptions")
def exceptions() -> Answer:
    """List active members that endorse no version of the Consensus Statement."""
    viewer = authorise(policies.can_count)
    after = request.args.get("after", type=UUID)
    page = queries.exceptions_page(viewer, today(), size=current_app.config["PAGE_SIZE"], after=after)
    links = PageLinks(
        previous_url=url_for("membership.exceptions") if after else None,
        next_url=url_for("membership.exceptions", after=page.after) if page.after else None,
        summary=ngettext("%(num)s organisation", "%(num)s organisations", page.count),
    )
    return render_template("membership/exceptions.html", page=page, links=links, reviews=queries.open_reviews(viewer))
