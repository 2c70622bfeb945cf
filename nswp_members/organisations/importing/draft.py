"""An organisation as a row describes it, tidied and checked, not yet stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from nswp_members.organisations.importing.dates import PartialDate
from nswp_members.organisations.importing.identity import IdentityKey, identity_key
from nswp_members.organisations.models import Kind, Population
from nswp_members.regions.geography import Region


@dataclass(frozen=True)
class OrganisationDraft:
    """What one row says of an organisation; None or an empty text where it says nothing.

    ``region`` is the one to use; ``region_is_override`` tells that the list chose it against the country's
    default. ``mail_language`` is en, fr, es, ru or zh, ``working_languages`` are BCP 47 codes.
    ``list_publicly`` is True only for a clear yes. ``notes`` may have several lines.
    """

    name: str
    acronym: str
    former_name: str
    country_code: str
    region: Region
    region_is_override: bool
    kind: Kind | None
    registered: bool | None
    sex_worker_led: bool | None
    category: str | None
    contact_name: str
    contact_email: str | None
    second_contact_email: str | None
    phone: str
    website: str
    mail_language: str
    working_languages: tuple[str, ...]
    populations: tuple[Population, ...]
    priority_areas: tuple[int, ...]
    list_publicly: bool
    joined_on: PartialDate | None
    endorsed_on: PartialDate | None
    notes: str

    @property
    def identity_key(self) -> IdentityKey:
        """The key under which this organisation is recognised however it is spelt."""
        return identity_key(self.country_code, self.name)

    def as_content(self) -> dict[str, object]:
        """Return the draft as plain values for JSON; dates in their text form."""
        dates = {name: _text_or_none(getattr(self, name)) for name in ("joined_on", "endorsed_on")}
        return {**asdict(self), **dates}

    @classmethod
    def from_content(cls, content: Mapping[str, object]) -> "OrganisationDraft":
        """Return the draft that ``as_content`` turned into plain values."""
        values: dict[str, object] = dict(content)
        enums = {"region": Region, "kind": Kind}
        values |= {name: enum(str(values[name])) for name, enum in enums.items() if values[name] is not None}
        values |= {
            name: None if values[name] is None else PartialDate.from_text(str(values[name]))
            for name in ("joined_on", "endorsed_on")
        }
        values |= {name: tuple(_listed(values[name])) for name in ("working_languages", "priority_areas")}
        values["populations"] = tuple(Population(str(code)) for code in _listed(values["populations"]))
        return cls(**values)  # type: ignore[arg-type]


def _text_or_none(day: PartialDate | None) -> str | None:
    """Return the date's text form, None for none."""
    return None if day is None else str(day)


def _listed(values: object) -> list[object]:
    """Return the items of a stored list."""
    return list(values) if isinstance(values, list | tuple) else []
