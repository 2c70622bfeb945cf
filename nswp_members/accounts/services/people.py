"""Adding people, and what they say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts import queries
from nswp_members.accounts.errors import HasAccount
from nswp_members.accounts.models import (
    Person,
    email_lookup,
)
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def ensure_person(*, email: str, name: str = "", locale: str = "en") -> Person:
    """Return the person with this address, adding one without an account if there is none."""
    address = email.strip().lower()
    if found := queries.person_by_email(address):
        return found
    person = Person(email=address, email_lookup=email_lookup(address), name=name, locale=locale, created_at=now())
    session.add(person)
    session.flush()
    return person


def change_settings(person: Person, *, name: str, locale: str, time_zone: str, discreet: bool) -> None:
    """Change one's name, language, time zone (an IANA name) and whether pages are to name nobody."""
    person.name = name
    person.locale = locale
    person.time_zone = time_zone
    person.discreet = discreet
    audit.record("accounts.changed_settings", "person", person.id, by=person.id)


def suspend_mail(person_id: UUID) -> None:
    """Send no more mail to an address that does not exist (a permanent refusal)."""
    person = session.scalar(select(Person).where(Person.id == person_id))
    if person and person.mail_suspended_at is None:
        person.mail_suspended_at = now()
        audit.record("accounts.suspended_mail", "person", person_id, by=None)


def delete_person(person_id: UUID) -> None:
    """Delete somebody who never had an account; raises `HasAccount`, and IntegrityError if something refers to them."""
    person = session.get(Person, person_id)
    if person is None:
        return
    if person.password_hash is not None:
        raise HasAccount
    session.execute(delete(Person).where(Person.id == person_id))
    session.expunge(person)
    audit.record("accounts.deleted_person", "person", person_id, by=None)


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be added among many others."""

    email: str
    name: str
    locale: str


def ensure_people(newcomers: Mapping[bytes, NewPerson]) -> dict[bytes, UUID]:
    """Return the people of many addresses in two statements, adding those who are missing.

    Both mappings go by the blind index of the address (`models.email_lookup`).
    """
    if not newcomers:
        return {}
    at = now()
    rows = [
        {
            "id": uuid4(),
            "email": one.email.strip().lower(),
            "email_lookup": address,
            "name": one.name,
            "locale": one.locale,
            "created_at": at,
        }
        for address, one in newcomers.items()
    ]
    session.execute(insert(Person).on_conflict_do_nothing(index_elements=["email_lookup"]), rows)
    statement = select(Person.email_lookup, Person.id).where(Person.email_lookup == func.any(list(newcomers)))
    return {address: key for address, key in session.execute(statement)}  # noqa: C416
