"""Which region an organisation belongs to, from which day."""

from datetime import date
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.organisations.errors import FutureDate, NotAMemberRegion
from nswp_members.organisations.models import Organisation, RegionOverride
from nswp_members.organisations.services.epoch import see_less
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
    session.flush()
    session.refresh(organisation, with_for_update=True)
    see_less()
    _note_what_held_before(organisation, valid_from)
    same_day = next((one for one in organisation.region_overrides if one.valid_from == valid_from), None)
    if same_day:
        same_day.region_code, same_day.reason, same_day.set_by = region_code, reason, by
    else:
        organisation.region_overrides.append(
            RegionOverride(region_code=region_code, valid_from=valid_from, reason=reason, set_by=by)
        )
    organisation.region_code = max(organisation.region_overrides, key=lambda one: one.valid_from).region_code
    organisation.updated_at = now()
    organisation.version += 1
    audit.record(
        "organisations.changed_region",
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"region": region_code, "valid_from": valid_from.isoformat()},
    )


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
