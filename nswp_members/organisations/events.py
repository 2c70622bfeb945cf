"""What happens to organisations."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OrganisationImported:
    """A member list brought an organisation; ``endorsed_on`` is a year, month or day (ISO 8601) or None."""

    organisation_id: UUID
    endorsed_on: str | None
