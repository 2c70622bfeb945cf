"""Who answers: somebody for an organisation, or a person who was invited for themselves."""

from dataclasses import dataclass
from uuid import UUID

from nswp_members.accounts.viewers import Role, Viewer


@dataclass(frozen=True)
class Respondent:
    """A person who answers for an organisation, or, without one, for themselves."""

    person_id: UUID
    organisation_id: UUID | None = None

    @property
    def takes_positions(self) -> bool:
        """Whether positions are taken: they are an organisation's, never a person's."""
        return self.organisation_id is not None


def respondent_of(viewer: Viewer) -> Respondent | None:
    """Return as whom the viewer's present capacity would answer; None if it is no member organisation's."""
    capacity = viewer.capacity
    if viewer.person_id is None or capacity is None or capacity.role != Role.ORGANISATION or capacity.has_left:
        return None
    return Respondent(viewer.person_id, capacity.organisation_id) if capacity.organisation_id else None
