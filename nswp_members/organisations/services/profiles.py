"""Changing what an organisation says of itself, one version after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.organisations.errors import NotAWebAddress, StaleVersion
from nswp_members.organisations.models import FormerName, Organisation, ProfileText
from nswp_members.organisations.queries.profiles import TEXT_FIELDS
from nswp_members.organisations.services.creation import identity_of
from nswp_members.organisations.services.search import KEY_LENGTH, rebuild_search_text, sort_key_of

PLAIN_FIELDS = ["acronym", "transliteration", "kind", "registration", "host_name", "website", "public_email"]
LIST_FIELDS = ["languages", "populations", "priority_areas", "links"]


@dataclass(frozen=True)
class FormerNameValue:
    """A name that was borne before; the dates are a year, a month or a day, or None."""

    name: str
    used_from: str | None = None
    used_until: str | None = None


@dataclass(frozen=True)
class ProfileValues:
    """The whole content of the profile form."""

    name: str
    acronym: str = ""
    transliteration: str = ""
    former_names: Sequence[FormerNameValue] = ()
    kind: str | None = None
    registration: str | None = None
    host_name: str = ""
    languages: Sequence[str] = ()
    populations: Sequence[str] = ()
    priority_areas: Sequence[int] = ()
    website: str = ""
    links: Sequence[str] = ()
    public_email: str = ""
    city: str | None = None


def update_profile(
    organisation: Organisation, values: ProfileValues, *, version: int, by: UUID | None, capacity: str = ""
) -> None:
    """Save the profile as it stands in the form; raises `StaleVersion`, `NameUnusable`, `NotAWebAddress`.

    A new name is taken even if an organisation that the editor may not know of has it: a refusal would tell
    that it exists. The secretariat finds such a pair in the trail under "organisations.shares_name".
    """
    _take_turn(organisation, version)
    for link in (values.website, *values.links):
        _require_web_address(link)
    changed = _set_changed(organisation, {name: getattr(values, name) for name in PLAIN_FIELDS})
    changed += _set_changed(organisation, {name: list(getattr(values, name)) for name in LIST_FIELDS})
    if organisation.confidential.city != (values.city or None):
        organisation.confidential.city = values.city or None
        changed.append("city")
    changed += _set_former_names(organisation, values.former_names)
    if values.name != organisation.name:
        _rename(organisation, values.name, by=by, capacity=capacity)
        changed.append("name")
    rebuild_search_text(organisation)
    _finish(organisation, "organisations.updated_profile", changed, by=by, capacity=capacity)


def save_texts(
    organisation: Organisation,
    locale: str,
    texts: dict[str, str],
    *,
    version: int,
    by: UUID | None,
    capacity: str = "",
) -> None:
    """Save the four profile texts of one language; raises `StaleVersion`."""
    _take_turn(organisation, version)
    row = next((one for one in organisation.texts if one.locale == locale), None)
    if row is None:
        row = ProfileText(locale=locale, **dict.fromkeys(TEXT_FIELDS, ""))
        organisation.texts.append(row)
    changed = [name for name in TEXT_FIELDS if getattr(row, name) != texts.get(name, "")]
    for name in changed:
        setattr(row, name, texts.get(name, ""))
    if not any(getattr(row, name) for name in TEXT_FIELDS):
        organisation.texts.remove(row)
    named = [f"{locale}.{name}" for name in changed]
    _finish(organisation, "organisations.saved_texts", named, by=by, capacity=capacity)


def _take_turn(organisation: Organisation, version: int) -> None:
    """Lock the organisation if it is still at the version that the editor saw; raises `StaleVersion`."""
    session.flush()
    session.refresh(organisation, with_for_update=True)
    if organisation.version != version:
        raise StaleVersion


def _set_changed(organisation: Organisation, values: dict[str, object]) -> list[str]:
    """Set the fields that differ and return their names."""
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, values[name])
    return changed


def _set_former_names(organisation: Organisation, values: Sequence[FormerNameValue]) -> list[str]:
    """Replace the former names if they differ."""
    wanted = {(one.name, one.used_from, one.used_until) for one in values}
    present = {(one.name, one.used_from, one.used_until) for one in organisation.former_names}
    if wanted == present:
        return []
    organisation.former_names = [
        one for one in organisation.former_names if (one.name, one.used_from, one.used_until) in wanted
    ]
    for name, since, until in sorted(wanted - present, key=str):
        organisation.former_names.append(FormerName(name=name, used_from=since, used_until=until))
    return ["former_names"]


def _rename(organisation: Organisation, name: str, *, by: UUID | None, capacity: str) -> None:
    """Give a new name and keep the old one with today's date, unless only its spelling was put right."""
    identity = identity_of(name)
    if identity != identity_of(organisation.name):
        known = {former.name for former in organisation.former_names if former.used_until}
        if organisation.name not in known:
            organisation.former_names.append(FormerName(name=organisation.name, used_until=today().isoformat()))
        organisation.identity = _own_identity(organisation, identity, by=by, capacity=capacity)
    organisation.name = name
    organisation.sort_key = sort_key_of(name)


def _own_identity(organisation: Organisation, identity: str, *, by: UUID | None, capacity: str) -> str:
    """Return the identity, or a marked one if another organisation has it, which the trail then names."""
    statement = select(Organisation.id).where(
        Organisation.country_code == organisation.country_code,
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


def _require_web_address(link: str) -> None:
    """Refuse what a browser would run or send elsewhere; raises `NotAWebAddress`."""
    if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
        raise NotAWebAddress


def _finish(organisation: Organisation, action: str, changed: list[str], *, by: UUID | None, capacity: str) -> None:
    """Count the new version and note which fields changed."""
    if not changed:
        return
    organisation.version += 1
    organisation.updated_at = now()
    audit.record(action, "organisation", organisation.id, by=by, capacity=capacity, details={"fields": changed})
