"""What this domain announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VersionFrozen:
    """A version's words stand from now on, and it is the current one; ``former_id`` was current before."""

    version_id: UUID
    former_id: UUID | None
