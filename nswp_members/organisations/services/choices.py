"""What an organisation chooses: who may know of it, under which name, and who sees which field."""

from collections.abc import Mapping
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now
from nswp_members.organisations import queries
from nswp_members.organisations.aliases import resembles
from nswp_members.organisations.audiences import KNOWN_TO, POLICIES, Relation, admitted, audience_of, public_fields
from nswp_members.organisations.errors import (
    AliasTelling,
    AliasUnusable,
    AudienceNotOffered,
    ConsentMissing,
    PasswordNeeded,
)
from nswp_members.organisations.models import Audience, HidingSource, Listing, Organisation
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.hiding import hide_now
from nswp_members.organisations.services.listing import set_listing
from nswp_members.organisations.services.profiles import take_turn
from nswp_members.organisations.services.search import KEY_LENGTH, rebuild_search_text, sort_key_of
from nswp_members.organisations.visibility import NOT_HIDDEN

CONSENT_VERSION = "2026-11"


def choose_audiences(
    organisation: Organisation,
    audiences: Mapping[str, str],
    *,
    known_to: str,
    alias: str,
    version: int,
    by: UUID | None,
    capacity: str = "",
    listing: Listing | None = None,
    source: str = "member",
    consent: bool = False,
    proved: bool = False,
) -> None:
    """Save who may know of an organisation and who sees which field, and with it the state of listing, if given.

    ``audiences`` names the audience of fields; a field left out goes back to its default. Raises `StaleVersion`,
    `AudienceNotOffered`, `AliasUnusable`, `AliasTelling`, `ConsentMissing` if more would become public, and
    `PasswordNeeded` if it would come back from hidden before whoever decides has ``proved`` who they are.
    """
    take_turn(organisation, version)
    listing = listing or Listing(organisation.listing)
    if listing in NOT_HIDDEN and organisation.listing not in NOT_HIDDEN and not proved:
        raise PasswordNeeded
    chosen = _deviations(audiences)
    if known_to not in KNOWN_TO:
        raise AudienceNotOffered
    if alias != organisation.alias:
        _check_alias(organisation, alias)
    shown_before = public_fields(_comes_back_as(organisation, organisation.listing), organisation.audiences)
    published = public_fields(_comes_back_as(organisation, listing), chosen) - shown_before
    if published and not consent:
        raise ConsentMissing
    agreed = CONSENT_VERSION if published else ""
    _save(organisation, chosen, known_to=known_to, alias=alias, by=by, capacity=capacity, consent=agreed)
    if listing == Listing.HIDDEN and organisation.listing != Listing.WITHDRAWN:
        hide_now(organisation, by=by, source=HidingSource(source), capacity=capacity)
    else:
        set_listing(organisation, listing, by=by, source=source, capacity=capacity, consent=agreed)


def _save(
    organisation: Organisation,
    chosen: dict[str, str],
    *,
    known_to: str,
    alias: str,
    by: UUID | None,
    capacity: str,
    consent: str,
) -> None:
    """Write the choices down and count the new version, unless they stand already."""
    before = {field: audience_of(field, organisation.audiences) for field in POLICIES}
    changed = {
        field: str(audience_of(field, chosen)) for field in POLICIES if audience_of(field, chosen) != before[field]
    }
    details: dict[str, object] = {"audiences": changed} if changed else {}
    if known_to != organisation.known_to:
        details["known_to"] = known_to
    if alias != organisation.alias:
        details["alias"] = "changed" if alias and organisation.alias else "set" if alias else "removed"
    if not details:
        return
    seen, had_alias = _admitted(organisation), bool(organisation.alias)
    organisation.audiences, organisation.known_to = chosen, known_to
    organisation.alias, organisation.alias_key = alias, sort_key_of(alias)[:KEY_LENGTH]
    rebuild_search_text(organisation)
    now_seen = _admitted(organisation)
    if any(seen[field] & ~now_seen[field] for field in POLICIES) or ("alias" in details and had_alias):
        see_less()
    organisation.version += 1
    organisation.updated_at = now()
    if consent:
        details["consent"] = consent
    audit.record(
        "organisations.chose_audiences", "organisation", organisation.id, by=by, capacity=capacity, details=details
    )


def _comes_back_as(organisation: Organisation, listing: str) -> str:
    """Return the state of listing whose readers count: while it is hidden, the one that an undo brings back."""
    if listing != Listing.HIDDEN or organisation.listing != Listing.HIDDEN:
        return listing
    hiding = queries.undoable_hiding(organisation, at=now())
    return hiding.listing_before if hiding else listing


def _deviations(audiences: Mapping[str, str]) -> dict[str, str]:
    """Return the choices that differ from the default; raises `AudienceNotOffered`."""
    chosen = {}
    for field, value in audiences.items():
        policy = POLICIES.get(field)
        if policy is None or value not in policy.choices:
            raise AudienceNotOffered
        if value != policy.default:
            chosen[field] = str(Audience(value))
    return chosen


def _check_alias(organisation: Organisation, alias: str) -> None:
    """Refuse an alias that gives the name away; raises `AliasUnusable`, `AliasTelling`."""
    if not alias:
        return
    if not any(sign.isalpha() for sign in alias):
        raise AliasUnusable
    names = [organisation.name, organisation.acronym, organisation.transliteration]
    names += [former.name for former in organisation.former_names]
    if resembles(alias, names):
        raise AliasTelling


def _admitted(organisation: Organisation) -> dict[str, Relation]:
    """Return who sees each field, whatever the risk of the country."""
    return {
        field: admitted(
            field,
            chosen=organisation.audiences,
            listing=organisation.listing,
            known_to=organisation.known_to,
            alias=organisation.alias,
            forced_hidden=False,
        )
        for field in POLICIES
    }
