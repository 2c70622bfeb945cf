"""What an organisation is called, where it belongs and what it is in the network: the fields that need an approval."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from nswp_members.audit import services as audit
from nswp_members.core.db import session, today
from nswp_members.core.events import publish
from nswp_members.organisations import queries
from nswp_members.organisations.events import IdentityChanged
from nswp_members.organisations.models import (
    FormerName,
    IdentityField,
    IdentityValue,
    Organisation,
)
from nswp_members.organisations.services.creation import (
    default_region,
    identity_of,
)
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.hiding import hide_on_move
from nswp_members.organisations.services.history import finish_change, lock_profile
from nswp_members.organisations.services.placement import override_region, place
from nswp_members.organisations.services.search import KEY_LENGTH, rebuild_search_text, sort_key_of


def change_identity(
    organisation: Organisation,
    field: IdentityField,
    value: IdentityValue,
    *,
    by: UUID | None,
    capacity: str = "",
    valid_from: date | None = None,
    reason: str = "",
) -> None:
    """Give one of the fields that need an approval another value at once.

    ``valid_from`` (today, unless said otherwise) is for the region; the history keeps ``reason``. Raises what the
    single changes raise.
    """
    if field == IdentityField.REGION:
        day = valid_from or today()
        override_region(organisation, str(value), valid_from=day, reason=reason, by=by, capacity=capacity)
    elif field == IdentityField.NAME:
        rename(organisation, str(value), by=by, capacity=capacity, reason=reason)
    elif field == IdentityField.COUNTRY:
        move_to_country(organisation, str(value), by=by, capacity=capacity, reason=reason)
    else:
        set_confidential(organisation, field, value, by=by, capacity=capacity, reason=reason)


def rename(organisation: Organisation, name: str, *, by: UUID | None, capacity: str = "", reason: str = "") -> None:
    """Give a new name and keep the old one with today's date, unless only its spelling was put right.

    Raises `NameUnusable`. A name that an organisation has of which the editor may not know is taken all the same: a
    refusal would tell that it exists. The secretariat finds such a pair in the trail under "organisations.shares_name".
    """
    before = lock_profile(organisation)
    if name == organisation.name:
        return
    changed = ["name"]
    identity = identity_of(name)
    if identity != identity_of(organisation.name):
        known = {former.name for former in organisation.former_names if former.used_until}
        if organisation.name not in known:
            organisation.former_names.append(FormerName(name=organisation.name, used_until=today().isoformat()))
            changed.append("former_names")
        organisation.identity = _own_identity(
            organisation, identity, organisation.country_code, by=by, capacity=capacity
        )
    organisation.name = name
    organisation.sort_key = sort_key_of(name)
    rebuild_search_text(organisation)
    finish_change(organisation, "organisations.renamed", changed, before, by=by, capacity=capacity, reason=reason)


def move_to_country(
    organisation: Organisation, country_code: str, *, by: UUID | None, capacity: str = "", reason: str = ""
) -> None:
    """Put an organisation into another country, from today on.

    It goes into the default region of the new country, unless its region was chosen against a default. A name that
    another organisation has there is kept all the same, as in `rename`. Whoever goes into a country that is hidden by
    force, or leaves one, is hidden by its own choice from then on: nobody becomes known because of a move. No new
    risk can be set for either country until the transaction ends. Raises ValueError if there is no such country.
    """
    before = lock_profile(organisation)
    if country_code == organisation.country_code:
        return
    follows_default = organisation.region_code == organisation.country.region_code
    new_region, changed = default_region(country_code), ["country_code"]
    effects = queries.move_effects(organisation, country_code, hold=True)
    if effects.becomes_hidden or effects.comes_out:
        hide_on_move(organisation, by=by, capacity=capacity)
    organisation.identity = _own_identity(
        organisation, identity_of(organisation.name), country_code, by=by, capacity=capacity
    )
    organisation.country_code = country_code
    if follows_default and new_region != organisation.region_code:
        place(organisation, new_region, valid_from=today(), reason="", by=by)
        changed.append("region_code")
    session.flush()
    session.expire(organisation, ["country", "region"])
    rebuild_search_text(organisation)
    see_less()
    finish_change(organisation, "organisations.moved", changed, before, by=by, capacity=capacity, reason=reason)
    publish(IdentityChanged(organisation.id, on=today(), by=by, capacity=capacity))


def set_confidential(
    organisation: Organisation,
    field: IdentityField,
    value: IdentityValue,
    *,
    by: UUID | None,
    capacity: str = "",
    reason: str = "",
) -> None:
    """Set the category, or whether sex workers lead the organisation."""
    before = lock_profile(organisation)
    if getattr(organisation.confidential, field) != value:
        setattr(organisation.confidential, field, value)
        finish_change(
            organisation, "organisations.changed_membership", [field], before, by=by, capacity=capacity, reason=reason
        )
        publish(IdentityChanged(organisation.id, on=today(), by=by, capacity=capacity))


def _own_identity(
    organisation: Organisation, identity: str, country_code: str, *, by: UUID | None, capacity: str
) -> str:
    """Return the identity, or a marked one if another one in that country has it, which the trail then names."""
    statement = select(Organisation.id).where(
        Organisation.country_code == country_code,
        Organisation.identity == identity,
        Organisation.id != organisation.id,
    )
    other = session.scalar(statement)
    if other is None:
        return identity
    audit.record(
        "organisations.shares_name",
        "organisation",
        organisation.id,
        by=by,
        capacity=capacity,
        details={"other": str(other)},
    )
    mark = f"\n{organisation.id}"
    return identity[: KEY_LENGTH - len(mark)] + mark
