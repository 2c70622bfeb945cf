"""The home screen of each capacity: which template, and what it shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app, url_for

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.allies import queries as allies
from nswp_members.applications import queries as applications
from nswp_members.applications.deciding import queries as decisions
from nswp_members.applications.states import State
from nswp_members.campaigns import queries as campaigns
from nswp_members.complaints import queries as complaints
from nswp_members.consultations import queries as consultations
from nswp_members.consultations.queries import requests as outside_requests
from nswp_members.consultations.queries import results as consultation_results
from nswp_members.core.db import now, today, transaction
from nswp_members.core.i18n import current_locale
from nswp_members.dashboard import queries
from nswp_members.endorsements import policies as endorsement_policies
from nswp_members.endorsements import queries as endorsements
from nswp_members.endorsements import services as endorsing
from nswp_members.endorsements.labels import STANDING_LABELS, STANDING_TONES
from nswp_members.endorsements.queries import CoverageRow
from nswp_members.figures.services import Figures, Terms
from nswp_members.governance import queries as governance
from nswp_members.governance.labels import seat_name
from nswp_members.governance.models import SeatTerm
from nswp_members.membership import queries as membership
from nswp_members.membership.ladder import Ladder
from nswp_members.membership.models import Standing
from nswp_members.networks import queries as networks
from nswp_members.notices import queries as notices
from nswp_members.notices.kinds import KINDS
from nswp_members.organisations import policies as organisation_policies
from nswp_members.organisations import queries as organisations
from nswp_members.organisations.importing import queries as imports
from nswp_members.organisations.importing.labels import STATE_LABELS, STATE_TONES
from nswp_members.organisations.labels import FUNCTION_LABELS, LISTING_HINTS, LISTING_LABELS, LISTING_TONES
from nswp_members.organisations.models import Function, Listing, Organisation
from nswp_members.regions.geography import Region, country_name, region_name
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

Screen = tuple[str, dict[str, Any]]
MISSING_SHOWN = 8
NOTICES_SHOWN = 6
IMPORTS_SHOWN = 3
TERM_ENDS_WITHIN = timedelta(days=90)
MEMBERS_SHOWN = 10
COLLEAGUES_SHOWN = 12
UNDER_WAY = frozenset({"uploaded", "checking", "checked", "importing"})


def screen_for(viewer: Viewer) -> Screen:
    """Return the template of the viewer's home screen and its values."""
    role = viewer.capacity.role if viewer.capacity else None
    template, values = SCREENS.get(role, _nobody)(viewer)
    applied = applications.application_of(viewer.person_id, at=now()) if viewer.person_id else None
    return template, {**values, "applies": applied is not None and applied.state != State.APPROVED}


def _nobody(viewer: Viewer) -> Screen:  # noqa: ARG001
    return "dashboard/nobody.html", {}


def _membership(viewer: Viewer) -> Screen:
    listings = queries.members_by_listing(viewer)
    batches = [one for one in imports.recent_batches(IMPORTS_SHOWN) if one.state in UNDER_WAY]
    return "dashboard/membership.html", {
        "complaints": complaints.waiting_count(viewer, on=today()),
        "without_report": consultation_results.waiting_for_report(),
        "late_requests": outside_requests.late_requests(today()),
        "recoveries": organisations.recoveries_to_help(viewer),
        "board": governance.attention(today(), within=TERM_ENDS_WITHIN),
        "joining": networks.waiting_requests(viewer, at=now()),
        "applications": applications.waiting_count(viewer),
        "allies": allies.waiting_count(),
        **_coverage(viewer),
        "by_region": _bars(queries.members_by_region(viewer), "organisations.index"),
        "in_the_network": sum(listings.values()) - listings[Listing.WITHDRAWN],
        "listed": listings[Listing.LISTED],
        "proposed": organisations.open_proposals_count(viewer),
        "dormant": membership.dormant_members(viewer, limit=MISSING_SHOWN),
        "overdue": membership.overdue_members(viewer, on=today(), limit=MISSING_SHOWN),
        "without_endorsement": membership.exceptions_count(viewer, today()),
        "reviews": membership.open_reviews_count(viewer),
        "papers": endorsements.papers_waiting(viewer.person_id),
        "last_notices": notices.last_notices(NOTICES_SHOWN),
        "kinds": KINDS,
        "batches": batches,
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
    }


def _region(viewer: Viewer) -> Screen:
    by_region = queries.members_by_region(viewer)
    code = viewer.capacity.region_code if viewer.capacity else None
    return "dashboard/region.html", {
        "recoveries": organisations.recoveries_to_help(viewer),
        **_seat(viewer),
        "applications": applications.waiting_count(viewer),
        **_coverage(viewer),
        "region": _region_name(code),
        "in_the_region": by_region.get(code or "", 0),
        "proposed": organisations.open_proposals_count(viewer),
    }


def _network(viewer: Viewer) -> Screen:
    network_id = _scope(viewer)
    size, unreachable = queries.network_size(viewer, network_id)
    return "dashboard/network.html", {
        "recoveries": organisations.recoveries_to_help(viewer),
        "joining": networks.waiting_requests(viewer, at=now()),
        "applications": applications.waiting_count(viewer),
        "network": organisations.names([network_id]).get(network_id, ""),
        "network_id": network_id,
        "members": queries.network_members(viewer, network_id, limit=MEMBERS_SHOWN),
        "size": size,
        "unreachable": unreachable,
        "country": _country_name,
    }


def _organisation(viewer: Viewer) -> Screen:
    organisation = organisations.by_id_visible(viewer, _scope(viewer))
    if organisation is None:
        return _nobody(viewer)
    at = now()
    may_edit = organisation_policies.can_edit(viewer, organisation)
    has_left = organisation.listing == Listing.WITHDRAWN
    return "dashboard/organisation.html", {
        "organisation": organisation,
        "has_left": has_left,
        "may_edit": may_edit,
        **_membership_of(organisation),
        "dismissals": networks.dismissals(viewer, at=at) if may_edit else [],
        "at": at,
        "consultations": consultations.waiting(viewer, at=at),
        "may_consult": viewer.acts_for(organisation.id, Function.CONSULT),
        "may_endorse": viewer.acts_for(organisation.id, Function.ENDORSE),
        "completeness": organisations.completeness(organisation) if may_edit else None,
        "reach": queries.reach_of(organisation.id),
        "active_contacts": organisations.active_contacts(organisation.id),
        "enough_contacts": organisations.ENOUGH_CONTACTS,
        "hand_overs": organisations.open_hand_overs(organisation.id, at=at),
        "accesses_waiting": organisations.accesses_waiting(organisation.id) if may_edit else 0,
        "colleagues": queries.colleagues(organisation.id, at=at, limit=COLLEAGUES_SHOWN),
        "function_labels": FUNCTION_LABELS,
        "forced_hidden": organisations.sight_of(viewer, organisation).forced_hidden,
        "listing_label": LISTING_LABELS[Listing(organisation.listing)],
        "listing_hint": LISTING_HINTS[Listing(organisation.listing)],
        "listing_tone": LISTING_TONES[Listing(organisation.listing)],
        "wishes_listing": organisation.listing == Listing.UNLISTED and decisions.wishes_listing(organisation.id),
        "campaigns": [] if has_left else campaigns.campaigns_waiting_for(organisation.id),
        **_endorsement(organisation, None if has_left else statements.current_version()),
    }


def _membership_of(organisation: Organisation) -> dict[str, Any]:
    """Return by when the organisation is to confirm that it stays a member, and whether it is asked for it now."""
    term = membership.current_term(organisation.id)
    ladder = Ladder.of(current_app.config)
    asked = term is not None and term.standing != Standing.SUSPENDED
    return {
        "term": term if asked else None,
        "is_dormant": term is not None and term.standing == Standing.DORMANT,
        "is_suspended": term is not None and term.standing == Standing.SUSPENDED,
        "is_asked": asked and term is not None and ladder.first_day_asked(term.confirm_by) <= today(),
        "is_late": asked and term is not None and term.confirm_by < today(),
    }


def _endorsement(organisation: Organisation, version: StatementVersion | None) -> dict[str, Any]:
    """Return whether the organisation endorses the current version, and when it was last asked to."""
    if version is None:
        return {"version": None, "endorsement": None, "asked_at": None}
    return {
        "version": version,
        "endorsement": endorsements.standing_endorsement(organisation.id, version.id),
        "asked_at": queries.last_asked_at(organisation.id, version.id),
    }


def _public(viewer: Viewer) -> Screen:
    """Show what everybody may see: for capacities that know nothing of membership."""
    code = viewer.capacity.region_code if viewer.capacity else None
    return "dashboard/public.html", {
        "complaints": complaints.waiting_count(viewer, on=today()),
        "public": queries.public_figures(),
        "by_region": _bars(queries.public_by_region(), "organisations.directory"),
        "region": _region_name(code),
        "region_code": code,
        "figures": _frozen_coverage() if endorsement_policies.can_see_coverage(viewer) else None,
        "region_names": {one.value: _region_name(one) for one in Region},
    }


def _seat(viewer: Viewer) -> dict[str, Any]:
    """Return the seat on the Board that the viewer acts from, if its term is known."""
    held: SeatTerm | None = governance.held_by(viewer.person_id, today()) if viewer.person_id else None
    return {"term": held, "seat_name": seat_name}


def _coverage(viewer: Viewer) -> dict[str, Any]:
    """Return coverage of the current version in the regions the viewer may look into, and who is missing."""
    version = statements.current_version()
    if version is None:
        return {"version": None, "coverage": [], "total": None, "reasons": {}, "missing": []}
    at = now()
    rows = endorsements.coverage_by_region(viewer, version, at)
    total = endorsements.total(rows)
    return {
        "version": version,
        "coverage": [_bar(row) for row in rows],
        "total": total,
        "reasons": {one: total.counts[one] for one in endorsements.MISSING if total.counts[one]},
        "missing": endorsements.missing(viewer, version, at, limit=MISSING_SHOWN).rows,
        "may_ask": endorsement_policies.can_ask(viewer),
        "standing_labels": STANDING_LABELS,
        "standing_tones": STANDING_TONES,
        "country": _country_name,
    }


def _frozen_coverage() -> Figures | None:
    """Return coverage among publicly listed organisations as released in this period."""
    version = statements.current_version()
    if version is None:
        return None
    with transaction():
        return endorsing.frozen_coverage(version, terms=Terms.of(current_app.config, today()))


def _bar(row: CoverageRow) -> tuple[str, int, int, int]:
    return _region_name(row.region_code), row.endorsed, row.asked, row.missing


def _bars(counts: dict[str, int], endpoint: str) -> list[tuple[str, int, str]]:
    """Return (name, number, address of the list) for each of the five regions, in NSWP's order."""
    return [(_region_name(code), counts.get(code.value, 0), url_for(endpoint, region=code.value)) for code in Region]


def _region_name(code: str | None) -> str:
    return region_name(Region(code), current_locale().language) if code else ""


def _country_name(code: str) -> str:
    return country_name(code, current_locale().language)


def _scope(viewer: Viewer) -> UUID:
    """Return the organisation or network that the capacity is about."""
    if viewer.capacity is None or viewer.capacity.organisation_id is None:
        return UUID(int=0)
    return viewer.capacity.organisation_id


SCREENS: dict[Role | None, Callable[[Viewer], Screen]] = {
    Role.MEMBERSHIP: _membership,
    Role.ADMINISTRATOR: _membership,
    Role.PROGRAMME: _public,
    Role.FINANCE: _public,
    Role.COMMUNICATIONS: _public,
    Role.REGIONAL_REPRESENTATIVE: _region,
    Role.PRESIDENT: _public,
    Role.NETWORK_VERIFIER: _network,
    Role.CORRESPONDENT: _public,
    Role.DONOR: _public,
    Role.ORGANISATION: _organisation,
}
