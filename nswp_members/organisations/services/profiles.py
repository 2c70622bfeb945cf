"""Changing what an organisation says of itself, one version after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now
from nswp_members.core.i18n import LANGUAGES
from nswp_members.organisations.errors import NotAWebAddress, StaleVersion
from nswp_members.organisations.models import FormerName, Organisation, ProfileRevision, ProfileText
from nswp_members.organisations.queries.profiles import TEXT_FIELDS
from nswp_members.organisations.services.history import Before, finish_change, lock_profile
from nswp_members.organisations.services.search import rebuild_search_text
from nswp_members.organisations.steps import PROFILE_FIELDS

PLAIN_FIELDS = ["acronym", "transliteration", "kind", "registration", "host_name", "website", "public_email"]
LIST_FIELDS = ["languages", "populations", "priority_areas", "links"]


@dataclass(frozen=True)
class FormerNameValue:
    """A name that was borne before; the dates are a year, a month or a day, or None."""

    name: str
    used_from: str | None = None
    used_until: str | None = None


def update_profile(
    organisation: Organisation, values: Mapping[str, Any], *, version: int, by: UUID | None, capacity: str = ""
) -> None:
    """Save some fields of the profile; raises `StaleVersion`, `NotAWebAddress`.

    ``values`` maps names of `steps.PROFILE_FIELDS` to what the model holds, former names to `FormerNameValue`s;
    a field that is not there stays as it is.
    """
    before = take_turn(organisation, version)
    changed = _set_profile(organisation, values)
    finish_change(organisation, "organisations.updated_profile", changed, before, by=by, capacity=capacity)


def save_texts(
    organisation: Organisation,
    locale: str,
    texts: Mapping[str, str],
    *,
    version: int,
    by: UUID | None,
    capacity: str = "",
) -> None:
    """Save the four profile texts of one language; raises `StaleVersion`."""
    before = take_turn(organisation, version)
    changed = _set_texts(organisation, locale, texts)
    finish_change(organisation, "organisations.saved_texts", changed, before, by=by, capacity=capacity)


def restore_revision(
    organisation: Organisation,
    revision: ProfileRevision,
    fields: Iterable[str],
    *,
    version: int,
    by: UUID | None,
    capacity: str = "",
) -> None:
    """Let some fields say again what they said at a revision; raises `StaleVersion`, `NotAWebAddress`.

    A field is one of `steps.PROFILE_FIELDS` or a text like "fr.people".
    """
    before = take_turn(organisation, version)
    wanted = set(fields)
    values: dict[str, Any] = {name: revision.snapshot.get(name) for name in PROFILE_FIELDS if name in wanted}
    if "former_names" in values:
        values["former_names"] = [FormerNameValue(*row) for row in values["former_names"]]
    changed = _set_profile(organisation, values)
    for locale in LANGUAGES:
        names = [name for name in TEXT_FIELDS if f"{locale}.{name}" in wanted]
        then, present = revision.snapshot["texts"].get(locale, {}), before.snapshot["texts"].get(locale, {})
        if names:
            changed += _set_texts(organisation, locale, {**present, **{name: then.get(name, "") for name in names}})
    details = {"revision": str(revision.id)}
    finish_change(organisation, "organisations.restored_profile", changed, before, by=by, capacity=capacity, **details)


def stop_hints(organisation: Organisation, *, by: UUID | None, capacity: str = "") -> None:
    """Tell an organisation no more what its profile could say."""
    if organisation.hints_off_at is None:
        organisation.hints_off_at = now()
        audit.record("organisations.stopped_hints", "organisation", organisation.id, by=by, capacity=capacity)


def take_turn(organisation: Organisation, version: int) -> Before:
    """Lock the organisation if it is still at the version that the editor saw; raises `StaleVersion`."""
    before = lock_profile(organisation)
    if before.version != version:
        raise StaleVersion
    return before


def _set_profile(organisation: Organisation, values: Mapping[str, Any]) -> list[str]:
    """Set those fields of the profile that differ and return their names."""
    for link in (values.get("website") or "", *(values.get("links") or ())):
        _require_web_address(link)
    changed = _set_changed(organisation, {name: values[name] for name in PLAIN_FIELDS if name in values})
    changed += _set_changed(organisation, {name: list(values[name]) for name in LIST_FIELDS if name in values})
    if "city" in values and organisation.confidential.city != (values["city"] or None):
        organisation.confidential.city = values["city"] or None
        changed.append("city")
    if "former_names" in values:
        changed += _set_former_names(organisation, values["former_names"])
    rebuild_search_text(organisation)
    return changed


def _set_texts(organisation: Organisation, locale: str, texts: Mapping[str, str]) -> list[str]:
    """Set the texts of one language and return the names of those that differ."""
    row = next((one for one in organisation.texts if one.locale == locale), None)
    if row is None:
        row = ProfileText(locale=locale, **dict.fromkeys(TEXT_FIELDS, ""))
        organisation.texts.append(row)
    changed = [name for name in TEXT_FIELDS if getattr(row, name) != texts.get(name, "")]
    for name in changed:
        setattr(row, name, texts.get(name, ""))
    if not any(getattr(row, name) for name in TEXT_FIELDS):
        organisation.texts.remove(row)
    return [f"{locale}.{name}" for name in changed]


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


def _require_web_address(link: str) -> None:
    """Refuse what a browser would run or send elsewhere; raises `NotAWebAddress`."""
    if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
        raise NotAWebAddress
