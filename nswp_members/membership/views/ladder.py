"""Which letters of the yearly ladder will go out, to whom, and which will not."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import format_date, ngettext

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.core.db import now, transaction
from nswp_members.core.i18n import language_name
from nswp_members.core.paging import PageLinks
from nswp_members.membership import policies, queries
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.ladder_words import WHY_NOT_LABELS, rung_label
from nswp_members.membership.queries import Letter
from nswp_members.membership.views.blueprint import Answer, blueprint
from nswp_members.organisations import queries as organisations
from nswp_members.organisations import services as organisation_services
from nswp_members.organisations.visibility import visible_to
from nswp_members.regions.geography import Region

AHEAD = timedelta(days=30)


@blueprint.get("/upcoming")
def upcoming() -> Answer:
    """Show the letters of the next 30 days as the task would write them, and those that it will not write."""
    viewer = authorise(policies.can_see_upcoming)
    ladder, at = Ladder.of(current_app.config), now()
    region = request.args.get("region", type=Region)
    rung = request.args.get("rung", type=int)
    letters = [
        one
        for one in queries.coming_letters(
            ladder, since=at, until=at + AHEAD, among=visible_to(viewer), with_confirmed=True
        )
        if region in (None, one.climber.region_code) and rung in (None, one.rung)
    ]
    size = current_app.config["PAGE_SIZE"]
    number = min(max(request.args.get("page", 1, type=int), 1), max(1, -(-len(letters) // size)))
    page = letters[(number - 1) * size : number * size]
    going = Counter(one.day for one in letters if one.why_not is None)
    answer = render_template(
        "membership/upcoming.html",
        page=page,
        at=at,
        names=organisations.names({one.climber.organisation_id for one in page}),
        days=[(format_date(day, "medium"), going[day]) for day in sorted(going)],
        going=going.total(),
        staying=len(letters) - going.total(),
        rungs=ladder.rungs,
        rung=rung,
        region=region,
        regions=Region,
        rung_label=rung_label,
        language_name=language_name,
        why_not_labels=WHY_NOT_LABELS,
        links=_links(number, size, letters, {"region": region, "rung": rung}),
    )
    _note_contacts(viewer, page)
    return answer


def _links(number: int, size: int, letters: Sequence[Letter], chosen: dict[str, Any]) -> PageLinks:
    """Return the ways to the pages before and after."""

    def url(page: int) -> str:
        return url_for("membership.upcoming", page=page, **chosen)

    return PageLinks(
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if number * size < len(letters) else None,
        summary=ngettext("%(num)s letter", "%(num)s letters", len(letters)),
    )


def _note_contacts(viewer: Viewer, letters: Collection[Letter]) -> None:
    """Note that somebody sees which functions the contacts of these organisations have."""
    ids = sorted({one.climber.organisation_id for one in letters if one.contact})
    if ids and viewer.person_id and viewer.capacity:
        with transaction():
            organisation_services.note_reads(ids, ["contacts"], person_id=viewer.person_id, role=viewer.capacity.role)
