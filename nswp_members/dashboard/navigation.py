"""The links in the header: what the present capacity has most use for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from nswp_members.accounts.access import current_viewer
from nswp_members.accounts.viewers import ANYONE, Role, Viewer

DASHBOARD = ("dashboard.index", _l("Dashboard"))
MEMBERS = ("organisations.directory", _l("Members"))
STATEMENT = ("statements.statement", _l("Statement"))
EDITIONS = ("statements.manage", _l("Editions"))
ORGANISATIONS = ("organisations.index", _l("Organisations"))
COVERAGE = ("endorsements.coverage", _l("Endorsements"))
CAMPAIGNS = ("campaigns.index", _l("Campaigns"))
MEMBERS_ON_A_DAY = ("membership.counts", _l("Membership"))
NOTICES = ("notices.index", _l("Notices"))
NETWORKS = ("networks.index", _l("Networks"))
BOARD = ("governance.board", _l("Board"))
ACCESS = ("organisations.ask_access", _l("Access with a code"))
CONSULTATIONS = ("consultations.index", _l("Consultations"))
APPLICATIONS = ("applications.index", _l("Applications"))
MEMBERSHIP = (
    DASHBOARD,
    ORGANISATIONS,
    APPLICATIONS,
    MEMBERS_ON_A_DAY,
    COVERAGE,
    CAMPAIGNS,
    EDITIONS,
    ("allies.index", _l("Allies")),
    CONSULTATIONS,
    ("imports.index", _l("Imports")),
    NOTICES,
    NETWORKS,
    BOARD,
    ("complaints.index", _l("Complaints")),
)

LINKS: dict[Role | None, tuple[tuple[str, Any], ...]] = {
    None: (MEMBERS, STATEMENT, ("apply.index", _l("Become a member"))),
    Role.MEMBERSHIP: MEMBERSHIP,
    Role.ADMINISTRATOR: (*MEMBERSHIP, ("people.index", _l("People")), ("audit.index", _l("Audit"))),
    Role.PROGRAMME: (DASHBOARD, MEMBERS, STATEMENT, COVERAGE),
    Role.FINANCE: (DASHBOARD, MEMBERS, STATEMENT, COVERAGE),
    Role.COMMUNICATIONS: (DASHBOARD, MEMBERS, STATEMENT, EDITIONS, COVERAGE),
    Role.REGIONAL_REPRESENTATIVE: (
        DASHBOARD,
        ORGANISATIONS,
        APPLICATIONS,
        COVERAGE,
        CAMPAIGNS,
        NETWORKS,
        ACCESS,
        STATEMENT,
        CONSULTATIONS,
        BOARD,
    ),
    Role.PRESIDENT: (DASHBOARD, MEMBERS, STATEMENT, BOARD),
    Role.NETWORK_VERIFIER: (DASHBOARD, ORGANISATIONS, APPLICATIONS, NETWORKS, ACCESS, STATEMENT),
    Role.CORRESPONDENT: (DASHBOARD, MEMBERS, STATEMENT),
    Role.DONOR: (DASHBOARD, COVERAGE, MEMBERS, STATEMENT),
}


@dataclass(frozen=True)
class Link:
    """One entry of the navigation."""

    label: Any
    url: str
    current: bool


def init_app(app: Flask) -> None:
    """Give every template the viewer and the navigation."""
    app.context_processor(page_context)


def page_context() -> dict[str, Any]:
    """Return the viewer and the navigation; nobody and little while the database is away."""
    if not has_request_context():
        return {}
    try:
        viewer = current_viewer()
    except SQLAlchemyError:
        viewer = ANYONE
    return {"viewer": viewer, "navigation": navigation(viewer)}


def navigation(viewer: Viewer) -> list[Link]:
    """Return the links for this viewer's capacity, leaving out pages that this installation does not have."""
    wanted = [
        (label, url_for(endpoint, **values))
        for endpoint, label, values in _wanted(viewer)
        if endpoint in current_app.view_functions
    ]
    here = _section([url for _label, url in wanted])
    return [Link(label, url, url == here) for label, url in wanted]


def _wanted(viewer: Viewer) -> Iterable[tuple[str, Any, dict[str, Any]]]:
    capacity = viewer.capacity
    if viewer.signed_in and capacity is None:
        return [(*DASHBOARD, {}), *((*one, {}) for one in LINKS[None])]
    if capacity and capacity.role == Role.ORGANISATION:
        profile = ("organisations.show", _l("Our profile"), {"organisation_id": capacity.organisation_id})
        return [(*DASHBOARD, {}), profile, (*MEMBERS, {}), (*NETWORKS, {}), (*STATEMENT, {}), (*CONSULTATIONS, {})]
    return [(*one, {}) for one in LINKS[capacity.role if capacity else None]]


def _section(urls: list[str]) -> str | None:
    """Return the link under which the present page stands: the longest that its address begins with."""
    path = request.script_root + request.path
    above = [url for url in urls if path == url or path.startswith(f"{url}/")]
    return max(above, key=len, default=None)
