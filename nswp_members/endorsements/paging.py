"""The addresses of the pages before and after a page."""

from typing import Any
from uuid import UUID

from flask import request, url_for

from nswp_members.core.paging import PageLinks
from nswp_members.endorsements.queries import Page, Place

MOST_PAGES = 100_000


def place_in_request() -> Place:
    """Return where in a list of organisations the requested page begins or ends."""
    after = request.args.get("after", type=UUID)
    before = request.args.get("before", type=UUID)
    return Place(before, backwards=True) if before and not after else Place(after)


def organisation_links(endpoint: str, page: Page[Any], **filters: Any) -> PageLinks:
    """Return the ways from one page of a list of organisations to its neighbours."""
    return PageLinks(
        previous_url=url_for(endpoint, **filters, before=page.previous) if page.previous else None,
        next_url=url_for(endpoint, **filters, after=page.next) if page.next else None,
    )


def page_number() -> int:
    """Return the number of the requested page, from 1."""
    return min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)


def numbered_links(endpoint: str, number: int, *, more: bool, **values: Any) -> PageLinks:
    """Return the ways from a numbered page to its neighbours."""
    return PageLinks(
        previous_url=url_for(endpoint, **values, page=number - 1) if number > 1 else None,
        next_url=url_for(endpoint, **values, page=number + 1) if more else None,
    )
