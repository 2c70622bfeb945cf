"""Reading what a network tells and hands to its people; the caller answers for who they are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import undefer

from nswp_members.accounts.models import Person
from nswp_members.core.db import session
from nswp_members.networks.models import Document, Network, Post, Readers
from nswp_members.networks.queries.requests import verifiers_of
from nswp_members.organisations.models import Affiliation, Mandate

MAX_POSTS = 50
MAX_DOCUMENTS = 200
MAX_READERS = 5000


def by_slug(slug: str) -> Network | None:
    """Return the network with this public address, whoever may know of it."""
    return session.scalar(select(Network).where(Network.slug == slug))


def posts_of(network_id: UUID, *, at: datetime, also_past: bool = False) -> list[Post]:
    """Return the notices of a network that are read now, or all of them, the latest first."""
    statement = select(Post).where(Post.network_id == network_id)
    if not also_past:
        statement = statement.where(
            Post.withdrawn_at.is_(None), or_(Post.expires_on.is_(None), Post.expires_on >= at.date())
        )
    return list(session.scalars(statement.order_by(Post.posted_at.desc(), Post.id).limit(MAX_POSTS)))


def post(network_id: UUID, post_id: UUID) -> Post | None:
    """Return one notice of a network that was not withdrawn."""
    statement = select(Post).where(Post.id == post_id, Post.network_id == network_id, Post.withdrawn_at.is_(None))
    return session.scalar(statement)


def documents_of(network_id: UUID, *, for_managers: bool) -> list[Document]:
    """Return the documents of a network without the files, the latest first."""
    statement = select(Document).where(Document.network_id == network_id)
    if not for_managers:
        statement = statement.where(Document.readers == Readers.MEMBERS)
    return list(session.scalars(statement.order_by(Document.added_at.desc(), Document.id).limit(MAX_DOCUMENTS)))


def document(network_id: UUID, document_id: UUID, *, for_managers: bool) -> Document | None:
    """Return one document of a network with its file, if these readers may have it."""
    statement = select(Document).where(Document.id == document_id, Document.network_id == network_id)
    if not for_managers:
        statement = statement.where(Document.readers == Readers.MEMBERS)
    return session.scalar(statement.options(undefer(Document.data)))


def number_of_documents(network_id: UUID) -> int:
    """Return how many documents a network keeps."""
    return session.scalar(select(func.count()).where(Document.network_id == network_id)) or 0


def people_of(network_id: UUID, *, at: datetime) -> set[UUID]:
    """Return the ids of everybody with an account who acts for a member of the network, for itself, or verifies."""
    members = select(Affiliation.organisation_id).where(
        Affiliation.network_id == network_id, Affiliation.valid_until.is_(None)
    )
    statement = (
        select(Mandate.person_id)
        .join(Mandate.person)
        .where(or_(Mandate.organisation_id.in_(members), Mandate.organisation_id == network_id))
        .where(Mandate.valid_from <= at, or_(Mandate.valid_until.is_(None), Mandate.valid_until > at))
        .where(Person.is_active, Person.password_hash.is_not(None))
        .distinct()
        .limit(MAX_READERS)
    )
    return {*session.scalars(statement), *(person.id for person in verifiers_of(network_id, at=at))}
