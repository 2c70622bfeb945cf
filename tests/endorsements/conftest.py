"""Situations that several tests of this domain begin with."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from nswp_members.accounts.models import email_lookup
from nswp_members.accounts.viewers import Capacity, Role, Viewer
from nswp_members.core.db import now, session, transaction
from nswp_members.endorsements import services
from nswp_members.endorsements.models import EndorsementRequest, RequestRecipient
from nswp_members.notices.models import Notice
from nswp_members.organisations.models import Contact, Organisation
from tests.factories import current_version

LIFETIME = timedelta(days=30)
STAFF = Viewer(capacity=Capacity("staff", Role.MEMBERSHIP, "staff"))
REGIONS = {"KE": "africa", "TH": "asia-pacific", "FR": "europe", "BR": "latin-america", "CA": "north-america-caribbean"}


def representative(region: str = "africa") -> Viewer:
    """Return somebody who represents a region."""
    return Viewer(capacity=Capacity("regional", Role.REGIONAL_REPRESENTATIVE, "regional", region_code=region))


def acting_for(organisation: Organisation, *functions: str) -> Viewer:
    """Return somebody who acts for an organisation."""
    capacity = Capacity(
        "own", Role.ORGANISATION, "own", organisation_id=organisation.id, functions=frozenset(functions)
    )
    return Viewer(person_id=uuid4(), capacity=capacity, capacities=(capacity,))


def ask(*organisations: Organisation, days_ago: float = 0) -> EndorsementRequest:
    """Ask organisations to endorse the current version, some days ago."""
    with transaction():
        key = services.ask_to_endorse(current_version(), [one.id for one in organisations], by=None, lifetime=LIFETIME)
    request = session.get_one(EndorsementRequest, key)
    request.asked_at = now() - timedelta(days=days_ago)
    session.commit()
    return request


def recipients(request_id: UUID) -> list[RequestRecipient]:
    """Return whom a request was sent to."""
    return list(session.scalars(select(RequestRecipient).where(RequestRecipient.request_id == request_id)))


def letters(kind: str = "") -> list[Notice]:
    """Return the notices in the outbox, of one kind if it is named."""
    statement = select(Notice).where(Notice.kind == kind) if kind else select(Notice)
    return list(session.scalars(statement))


def make_many(number: int, *, with_contact: bool = True) -> list[UUID]:
    """Make organisations over all regions, quickly, each with a contact."""
    codes = list(REGIONS)
    run = uuid4().hex[:8]
    ids = [uuid4() for _ in range(number)]
    rows = [
        {
            "id": key,
            "name": f"Organisation {index:05} {run}",
            "identity": f"organisation {index:05} {run}",
            "sort_key": f"organisation {index:05} {run}",
            "country_code": codes[index % 5],
            "region_code": REGIONS[codes[index % 5]],
            "listing": "unlisted",
            "version": 1,
            "created_at": now(),
            "updated_at": now(),
        }
        for index, key in enumerate(ids)
    ]
    session.execute(insert(Organisation), rows)
    if with_contact:
        addresses = [f"many{run}{index}@example.org" for index in range(number)]
        contacts = [
            {"organisation_id": key, "name": "Contact", "email": address, "email_lookup": email_lookup(address)}
            for key, address in zip(ids, addresses, strict=True)
        ]
        session.execute(insert(Contact), contacts)
    session.commit()
    return ids
