"""Who is looking, and in which capacity: plain values that policies and queries decide by."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l


class Role(StrEnum):
    """The roles a person can hold (domain notes 12.1); all but ORGANISATION are assigned by the secretariat.

    Those of SEAT_ROLES come with a seat on the Board, for its dates.
    """

    MEMBERSHIP = "secretariat-membership"
    PROGRAMME = "secretariat-programme"
    FINANCE = "secretariat-finance"
    COMMUNICATIONS = "secretariat-communications"
    ADMINISTRATOR = "secretariat-administrator"
    REGIONAL_REPRESENTATIVE = "regional-representative"
    PRESIDENT = "president"
    NETWORK_VERIFIER = "network-verifier"
    CORRESPONDENT = "correspondent"
    DONOR = "donor"
    ORGANISATION = "organisation"


STAFF_ROLES = frozenset({Role.MEMBERSHIP, Role.PROGRAMME, Role.FINANCE, Role.COMMUNICATIONS, Role.ADMINISTRATOR})
REGION_ROLES = frozenset({Role.REGIONAL_REPRESENTATIVE, Role.CORRESPONDENT})
SEAT_ROLES = frozenset({Role.REGIONAL_REPRESENTATIVE, Role.PRESIDENT})

ROLE_LABELS = {
    Role.MEMBERSHIP: _l("Secretariat, membership"),
    Role.PROGRAMME: _l("Secretariat, programmes"),
    Role.FINANCE: _l("Secretariat, finance"),
    Role.COMMUNICATIONS: _l("Secretariat, communications"),
    Role.ADMINISTRATOR: _l("Secretariat, administrator"),
    Role.REGIONAL_REPRESENTATIVE: _l("Regional representative"),
    Role.PRESIDENT: _l("President of the Board"),
    Role.NETWORK_VERIFIER: _l("Network verifier"),
    Role.CORRESPONDENT: _l("Regional correspondent"),
    Role.DONOR: _l("Donor or auditor"),
    Role.ORGANISATION: _l("Organisation"),
}


@dataclass(frozen=True)
class Capacity:
    """One hat of a person: a role with its scope, or the mandates in one organisation.

    ``key`` is stable and opaque. For an organisation ``functions`` holds the mandate functions, ``region_code`` and
    ``network_ids`` are where it belongs, and ``has_left`` tells that it is not a member any more.
    """

    key: str
    role: Role
    label: Any = field(compare=False)
    region_code: str | None = None
    organisation_id: UUID | None = None
    functions: frozenset[str] = frozenset()
    network_ids: frozenset[UUID] = frozenset()
    has_left: bool = False


@dataclass(frozen=True)
class Viewer:
    """A person acting in one capacity, or somebody signed out (``person_id`` None).

    Only ``capacity`` gives rights; the others are what the header switch offers.
    """

    person_id: UUID | None = None
    name: str = ""
    locale: str | None = None
    capacity: Capacity | None = None
    capacities: tuple[Capacity, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether this is a known person."""
        return self.person_id is not None

    def acts_as(self, *roles: Role) -> bool:
        """Whether the present capacity is one of these roles."""
        return self.capacity is not None and self.capacity.role in roles

    @property
    def is_staff(self) -> bool:
        """Whether the viewer acts for the secretariat, in whatever role."""
        return self.acts_as(*STAFF_ROLES)

    def acts_for(self, organisation_id: UUID, function: str | None = None) -> bool:
        """Whether the viewer acts for this organisation, with this mandate function if one is named."""
        if not self.acts_as(Role.ORGANISATION) or self.capacity is None:
            return False
        if self.capacity.organisation_id != organisation_id:
            return False
        return function is None or function in self.capacity.functions


ANYONE = Viewer()
