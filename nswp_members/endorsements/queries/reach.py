"""The sets of organisations that coverage and requests are made of, each as a subquery of their ids.

Conditions are written ``Organisation.id.in_(<set>)``: PostgreSQL reads each set once, however many organisations
there are.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy import null as sql_null
from sqlalchemy.dialects.postgresql import distinct_on

from nswp_members.accounts.models import Invitation, Person, SignIn
from nswp_members.endorsements.models import Endorsement, EndorsementRequest, RequestRecipient
from nswp_members.notices.models import Notice, State
from nswp_members.organisations.models import Contact, Function, Mandate, Organisation

Ids = Select[UUID]


def endorsed(version_id: UUID, at: datetime) -> Ids:
    """The organisations that stood behind the version at that moment, as far as it is recorded."""
    return select(Endorsement.organisation_id).where(
        Endorsement.version_id == version_id,
        Endorsement.recorded_at <= at,
        or_(Endorsement.withdrawn_at.is_(None), Endorsement.withdrawn_at > at),
    )


def withdrew(version_id: UUID, at: datetime) -> Ids:
    """The organisations that had withdrawn an endorsement of the version by that moment."""
    return select(Endorsement.organisation_id).where(
        Endorsement.version_id == version_id, Endorsement.withdrawn_at <= at
    )


def asked(version_id: UUID, at: datetime, *, since: datetime | None = None) -> Ids:
    """The organisations that had been asked to endorse the version by that moment, or since another one."""
    statement = (
        select(RequestRecipient.organisation_id)
        .join(EndorsementRequest, EndorsementRequest.id == RequestRecipient.request_id)
        .where(EndorsementRequest.version_id == version_id, EndorsementRequest.asked_at <= at)
    )
    return statement.where(EndorsementRequest.asked_at > since) if since else statement


def opened(version_id: UUID, at: datetime) -> Ids:
    """The organisations of which somebody took up the invitation, or signed in, after being asked."""
    return (
        asked(version_id, at)
        .outerjoin(Invitation, Invitation.id == RequestRecipient.invitation_id)
        .where(has_opened(at))
    )


def has_opened(at: datetime) -> ColumnElement[bool]:
    """Whether a recipient (joined with request and invitation) has opened what was sent by that moment."""
    signed_in = exists().where(
        SignIn.person_id == RequestRecipient.person_id,
        SignIn.created_at > EndorsementRequest.asked_at,
        SignIn.created_at <= at,
    )
    return or_(Invitation.accepted_at <= at, signed_in)


def returned(version_id: UUID, at: datetime) -> Ids:
    """The organisations for which every letter sent so far failed."""
    return (
        asked(version_id, at)
        .join(Notice, Notice.id == RequestRecipient.notice_id)
        .group_by(RequestRecipient.organisation_id)
        .having(func.bool_and(Notice.state == State.FAILED))
    )


def endorsers(at: datetime) -> Ids:
    """The organisations with somebody mandated to endorse at that moment."""
    return (
        select(Mandate.organisation_id)
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.function == Function.ENDORSE, Mandate.valid_from <= at, Person.is_active)
        .where(or_(Mandate.valid_until.is_(None), Mandate.valid_until > at))
    )


def contacts() -> Ids:
    """The organisations with a contact who has an e-mail address and is no deactivated person."""
    return (
        select(Contact.organisation_id)
        .outerjoin(Person, Person.email_lookup == Contact.email_lookup)
        .where(Contact.email_lookup.is_not(None), or_(Person.id.is_(None), Person.is_active))
    )


def has_address(at: datetime) -> ColumnElement[bool]:
    """Whether there is anybody to write to."""
    return or_(Organisation.id.in_(endorsers(at)), Organisation.id.in_(contacts()))


def takes_mail(at: datetime) -> ColumnElement[bool]:
    """Whether mail to one of those to write to is not known to come back."""
    works = Person.mail_suspended_at.is_(None)
    return case(
        (Organisation.id.in_(endorsers(at)), Organisation.id.in_(endorsers(at).where(works))),
        else_=Organisation.id.in_(contacts().where(works)),
    )


def addressees(at: datetime) -> Select[*tuple[Any, ...]]:
    """Return whom to write to for each organisation: those mandated to endorse, else every contact.

    Columns: organisation_id, address (blind index), person_id, contact_id (None for the mandated), locale,
    works (whether mail is not known to come back). Nobody comes twice for the same organisation.
    """
    mandated = (
        endorsers(at)
        .add_columns(
            Person.email_lookup.label("address"),
            Person.id.label("person_id"),
            sql_null().cast(Contact.id.type).label("contact_id"),
            Person.locale,
            Person.mail_suspended_at.is_(None).label("works"),
        )
        .distinct()
    )
    locale = case((Person.password_hash.is_not(None), Person.locale), else_=Contact.locale)
    others = (
        contacts()
        .add_columns(
            Contact.email_lookup.label("address"),
            Person.id.label("person_id"),
            Contact.id.label("contact_id"),
            locale.label("locale"),
            Person.mail_suspended_at.is_(None).label("works"),
        )
        .where(Contact.organisation_id.not_in(endorsers(at)))
        .ext(distinct_on(Contact.organisation_id, Contact.email_lookup))
        .order_by(Contact.organisation_id, Contact.email_lookup, Contact.position, Contact.id)
    )
    first_of_each = others.subquery("first_contacts")
    both = mandated.union_all(select(first_of_each)).subquery("addressees")
    return select(both)
