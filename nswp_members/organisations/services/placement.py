"""Which region an organisation belongs to, from which day."""

from datetime import date
from uuid import UUID

from nswp_members.core.db import today
from nswp_members.core.events import publish
from nswp_members.organisations.errors import FutureDate, NotAMemberRegion
from nswp_members.organisations.events import IdentityChanged
from nswp_members.organisations.models import Organisation, RegionOverride
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.history import finish_change, lock_profile
from nswp_members.regions import queries as regions


def override_region(
    organisation: Organisation,
    region_code: str,
    *,
    valid_from: date,
    reason: str,
    by: UUID | None,
    capacity: str = "",
) -> None:
    """Put an organisation into a region from a day on; what held before stays on record.

    Raises `FutureDate`, `NotAMemberRegion`.
    """
    if valid_from > today():
        raise FutureDate
    if region_code not in {region.code for region in regions.member_regions()}:
        raise NotAMemberRegion
    before = lock_profile(organisation)
    place(organisation, region_code, valid_from=valid_from, reason=reason, by=by)
    see_less()
    finish_change(
        organisation,
        "organisations.changed_region",
        ["region_code"],
        before,
        by=by,
        capacity=capacity,
        reason=reason,
        valid_from=valid_from.isoformat(),
    )
    publish(IdentityChanged(organisation.id, on=valid_from, by=by, capacity=capacity))


def place(organisation: Organisation, region_code: str, *, valid_from: date, reason: str, by: UUID | None) -> None:
    """Note the region from a day on, and take over the one that counts now; part of a change of a locked profile."""
    _note_what_held_before(organisation, valid_from)
    same_day = next((one for one in organisation.region_overrides if one.valid_from == valid_from), None)
    if same_day:
        same_day.region_code, same_day.reason, same_day.set_by = region_code, reason, by
    else:
        organisation.region_overrides.append(
            RegionOverride(region_code=region_code, valid_from=valid_from, reason=reason, set_by=by)
        )
    organisation.region_code = max(organisation.region_overrides, key=lambda one: one.valid_from).region_code


def return_to_default_region(
    organisation: Organisation, *, valid_from: date, reason: str, by: UUID | None, capacity: str = ""
) -> None:
    """Put an organisation back into its country's default region from a day on; raises `FutureDate`."""
    override_region(
        organisation,
        organisation.country.region_code,
        valid_from=valid_from,
        reason=reason,
        by=by,
        capacity=capacity,
    )


def _note_what_held_before(organisation: Organisation, valid_from: date) -> None:
    """Keep the region in which the organisation was added, which no later default may rewrite."""
    added_on = organisation.created_at.date()
    if organisation.region_overrides or added_on >= valid_from:
        return
    organisation.region_overrides.append(RegionOverride(region_code=organisation.region_code, valid_from=added_on))
