"""Viewers that do not exist, so that an organisation can see its page through their eyes."""

from uuid import UUID

from nswp_members.accounts.viewers import ANYONE, Capacity, Role, Viewer
from nswp_members.organisations.models import Function, Listing, Organisation

NO_ORGANISATION = UUID(int=0)
IMAGINED = ("public", "member", "region", "network", "representative", "secretariat", "us")


def imagined(kind: str, organisation: Organisation, network_ids: frozenset[UUID]) -> Viewer:
    """Return a viewer of one of the kinds `IMAGINED`, of nobody in particular; ``network_ids`` are its networks."""
    if kind == "public":
        return ANYONE
    return Viewer(capacity=_capacity(kind, organisation, network_ids))


def _capacity(kind: str, organisation: Organisation, network_ids: frozenset[UUID]) -> Capacity:
    """Return the capacity such a viewer would act in."""
    key = f"imagined:{kind}"
    if kind == "secretariat":
        return Capacity(key, Role.MEMBERSHIP, "")
    if kind == "representative":
        return Capacity(key, Role.REGIONAL_REPRESENTATIVE, "", region_code=organisation.region_code)
    is_us = kind == "us"
    return Capacity(
        key,
        Role.ORGANISATION,
        "",
        organisation_id=organisation.id if is_us else NO_ORGANISATION,
        region_code=organisation.region_code if is_us or kind == "region" else None,
        functions=frozenset(Function) if is_us else frozenset({Function.READ}),
        network_ids=network_ids if is_us or kind == "network" else frozenset(),
        has_left=is_us and organisation.listing == Listing.WITHDRAWN,
    )
