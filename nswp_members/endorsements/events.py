"""What happens to endorsements."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class EndorsementGiven:
    """An organisation stands behind a version from now on."""

    endorsement_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class EndorsementWithdrawn:
    """An organisation does not stand behind a version any more."""

    endorsement_id: UUID
    organisation_id: UUID
