"""What happens to organisations."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class OrganisationImported:
    """A member list brought an organisation; ``endorsed_on`` is a year, month or day (ISO 8601) or None."""

    organisation_id: UUID
    endorsed_on: str | None


@dataclass(frozen=True)
class IdentityChanged:
    """Country, region or category of an organisation are others from a day on."""

    organisation_id: UUID
    on: date
    by: UUID | None
    capacity: str


@dataclass(frozen=True)
class OrganisationHid:
    """An organisation is hidden from now on, by its own choice or by the secretariat's."""

    organisation_id: UUID
    by: UUID | None
    capacity: str


@dataclass(frozen=True)
class OrganisationLeft:
    """An organisation was noted as having left the network."""

    organisation_id: UUID
    by: UUID | None
    capacity: str


@dataclass(frozen=True)
class DataConfirmed:
    """Somebody said that everything we hold of an organisation is still right."""

    organisation_id: UUID
    by: UUID | None
    capacity: str
