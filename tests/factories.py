"""Rows for tests, made by the app's own services where there is one; every factory commits."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID

from flask import current_app
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from nswp_members.accounts import passwords
from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person, RoleAssignment, email_lookup
from nswp_members.accounts.viewers import REGION_ROLES, Capacity, Role, Viewer
from nswp_members.core.db import now, session, today
from nswp_members.core.text import fold
from nswp_members.endorsements.models import Endorsement, StatementVersion
from nswp_members.networks.models import Network, NetworkRegion
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import (
    AccessGrant,
    AccessLevel,
    Affiliation,
    Contact,
    Listing,
    Mandate,
    Organisation,
)
from nswp_members.regions import queries as regions_queries
from nswp_members.regions import services as regions
from nswp_members.regions.models import JurisdictionRisk, RiskLevel

PASSWORD = "red-umbrella-demo"
_numbers = count(1)


@cache
def password_hash() -> str:
    """Return the hash of PASSWORD, made once because that takes long."""
    return passwords.hash_password(PASSWORD)


def make_person(*, name: str = "", email: str = "", locale: str = "en", account: bool = True) -> Person:
    """Make a person who can sign in with PASSWORD (or, without account, only an address)."""
    number = next(_numbers)
    person = accounts.ensure_person(
        email=email or f"person{number}@example.org", name=name or f"Person {number}", locale=locale
    )
    if account:
        person.password_hash = password_hash()
    session.commit()
    return person


def make_role(
    role: Role,
    *,
    person: Person | None = None,
    region: str | None = None,
    network: Organisation | None = None,
) -> Person:
    """Make a person (or take one) and give the role; without a region, one of Africa's."""
    person = person or make_person()
    if role in REGION_ROLES:
        region = region or "africa"
    accounts.assign_role(
        person=person, role=role, region_code=region, organisation_id=network.id if network else None, by=None
    )
    session.commit()
    return person


def make_organisation(
    *, name: str = "", country: str = "KE", listing: Listing = Listing.UNLISTED, **values: Any
) -> Organisation:
    """Make an organisation, not listed unless asked for."""
    organisation = organisations.create_organisation(
        name=name or f"Organisation {next(_numbers)}", country_code=country, by=None, **values
    )
    if listing != Listing.UNLISTED:
        slug = _plain_slug(organisation.name) if listing == Listing.LISTED else None
        organisations.set_listing(organisation, listing, slug=slug, by=None, source="test")
    session.commit()
    return organisation


def _plain_slug(name: str) -> str | None:
    """Return an address without random signs, which a test may write out; none if taken or without letters."""
    slug = re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug if slug and session.scalar(select(Organisation.id).where(Organisation.slug == slug)) is None else None


def make_contact(organisation: Organisation, *, email: str | None = None, name: str = "Contact") -> Contact:
    """Give an organisation a contact with an address."""
    address = email or f"contact{next(_numbers)}@example.org"
    contact = Contact(
        organisation_id=organisation.id,
        position=len(organisation.contacts) + 1,
        name=name,
        email=address,
        email_lookup=email_lookup(address),
        locale="en",
    )
    session.add(contact)
    session.commit()
    session.expire(organisation)
    return contact


def make_mandate(organisation: Organisation, *functions: str, person: Person | None = None) -> Person:
    """Make a person (or take one) who may act for the organisation in these functions."""
    person = person or make_person()
    for function in functions:
        session.add(
            Mandate(
                person_id=person.id,
                organisation_id=organisation.id,
                function=function,
                valid_from=now() - timedelta(minutes=1),
            )
        )
    session.commit()
    return person


def give_access(
    organisation: Organisation, person: Person, level: AccessLevel = AccessLevel.CONTACTS, *, days: int = 90
) -> AccessGrant:
    """Let the organisation give access to a person in the first of their capacities, as its own people would."""
    code = organisations.make_access_code(organisation, by=None)
    grant = organisations.ask_access(viewer_of(person), code, level=level, reason="For a test.")
    organisations.give_access(grant, level=level, until=today() + timedelta(days=days), by=None)
    session.commit()
    return grant


def make_network(*, name: str = "", regions: tuple[str, ...] = ("africa",), **values: Any) -> Organisation:
    """Make a regional network serving these regions; returns its organisation."""
    organisation = make_organisation(name=name, **values)
    organisation.kind = "regional-network"
    session.add(Network(organisation_id=organisation.id, slug=f"network-{organisation.id.hex}"))
    session.flush()
    session.add_all(NetworkRegion(network_id=organisation.id, region_code=code) for code in regions)
    session.commit()
    return organisation


def affiliate(network: Organisation, *members: Organisation) -> None:
    """Make organisations members of a network."""
    session.add_all(Affiliation(network_id=network.id, organisation_id=one.id) for one in members)
    session.commit()


def current_version() -> StatementVersion:
    """Return the current version of the Consensus Statement."""
    return session.scalars(select(StatementVersion).where(StatementVersion.is_current)).one()


def make_endorsement(organisation: Organisation, *, signatory: Person | None = None) -> Endorsement:
    """Let an organisation stand behind the current version."""
    endorsement = Endorsement(
        organisation_id=organisation.id,
        version_id=current_version().id,
        endorsed_on=now().date().isoformat(),
        recorded_at=now(),
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.name if signatory else None,
    )
    session.add(endorsement)
    session.commit()
    return endorsement


def make_assignment(person: Person) -> RoleAssignment:
    """Return the first role assignment of a person."""
    return session.scalars(select(RoleAssignment).where(RoleAssignment.person_id == person.id)).one()


def viewer_of(person: Person) -> Viewer:
    """Return the viewer that this person is when signed in, in the first of their capacities."""
    found: list[Capacity] = []
    for source in current_app.extensions["capacity_sources"]:
        found.extend(source(person.id, now()))
    return Viewer(
        person_id=person.id,
        name=person.name,
        locale=person.locale,
        capacity=found[0] if found else None,
        capacities=tuple(found),
    )


def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    """Sign a person in through the sign-in page."""
    answer = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return client


def an_id() -> UUID:
    """Return an id that belongs to nothing."""
    return UUID(int=next(_numbers))


def an_image(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a picture as somebody might send it, with words in it that nobody sees."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", comment=b"CANARY")
    return file.getvalue()


def run_task(task: Callable[..., None], *ids: UUID) -> None:
    """Run a background task as a worker would, apart from the test's own session."""
    session.commit()
    task(*(str(key) for key in ids))
    session.expire_all()


def make_risk(country: str, level: RiskLevel = RiskLevel.FORCED_HIDDEN) -> JurisdictionRisk:
    """Judge a country."""
    found = regions_queries.country(country)
    assert found is not None
    risk = regions.set_risk(found, level, reason="Invented for a test.", review_on=None, by=None)
    session.commit()
    return risk
