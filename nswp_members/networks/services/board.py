"""What a network tells and hands to its people."""

from datetime import date
from uuid import UUID, uuid4

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session, today
from nswp_members.core.documents import accepted
from nswp_members.core.errors import FileEmpty
from nswp_members.networks import queries
from nswp_members.networks.errors import TooManyDocuments, WrongExpiry
from nswp_members.networks.models import Document, Post, Readers
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

MOST_DOCUMENTS = 100


def add_post(
    network_id: UUID, *, title: str, text: str, expires_on: date | None, by: UUID | None, capacity: str = ""
) -> Post:
    """Put a notice on the board; everybody of the network gets a letter that says only that there is something new.

    Nobody gets more than one such letter of a network in a day. Raises `WrongExpiry`.
    """
    _require_future(expires_on)
    post = Post(network_id=network_id, title=title, text=text, expires_on=expires_on, posted_at=now(), posted_by=by)
    session.add(post)
    session.flush()
    _note("networks.posted", network_id, by=by, capacity=capacity, post=str(post.id))
    occurrence, params = f"{network_id}:{today()}", {"network_id": str(network_id)}
    people = queries.people_of(network_id, at=now()) - {by}
    notices.notify_many(NewNotice("network_news", key, occurrence, params) for key in people)
    return post


def change_post(
    post: Post, *, title: str, text: str, expires_on: date | None, by: UUID | None, capacity: str = ""
) -> None:
    """Change a notice, without telling anybody again; raises `WrongExpiry`."""
    if expires_on != post.expires_on:
        _require_future(expires_on)
    post.title, post.text, post.expires_on, post.changed_at = title, text, expires_on, now()
    _note("networks.changed_post", post.network_id, by=by, capacity=capacity, post=str(post.id))


def withdraw_post(post: Post, *, by: UUID | None, capacity: str = "") -> None:
    """Take a notice off the board; its words are not kept."""
    post.title = post.text = ""
    post.withdrawn_at = now()
    _note("networks.withdrew_post", post.network_id, by=by, capacity=capacity, post=str(post.id))


def add_document(
    network_id: UUID, file: bytes, *, title: str, readers: Readers, by: UUID | None, capacity: str = ""
) -> Document:
    """Keep a file for the people of a network; raises `TooManyDocuments` and what `documents.accepted` raises."""
    if queries.number_of_documents(network_id) >= MOST_DOCUMENTS:
        raise TooManyDocuments
    document = Document(network_id=network_id, title=title, readers=readers, added_at=now(), added_by=by)
    _keep(document, file)
    session.add(document)
    session.flush()
    _note("networks.added_document", network_id, by=by, capacity=capacity, document=str(document.id))
    return document


def change_document(
    document: Document, file: bytes, *, title: str, readers: Readers, by: UUID | None, capacity: str = ""
) -> None:
    """Change title and readers of a document, and the file if there is a new one."""
    if file:
        _keep(document, file)
        document.added_at, document.added_by = now(), by
    document.title, document.readers = title, readers
    _note("networks.changed_document", document.network_id, by=by, capacity=capacity, document=str(document.id))


def remove_document(document: Document, *, by: UUID | None, capacity: str = "") -> None:
    """Delete a document."""
    session.delete(document)
    _note("networks.removed_document", document.network_id, by=by, capacity=capacity, document=str(document.id))


def _keep(document: Document, file: bytes) -> None:
    if not file:
        raise FileEmpty
    safe = accepted(file)
    if document.id is None:
        document.id = uuid4()
    document.extension, document.content, document.size = safe.extension, safe.data, len(safe.data)


def _require_future(day: date | None) -> None:
    if day and day < today():
        raise WrongExpiry


def _note(action: str, network_id: UUID, *, by: UUID | None, capacity: str, **details: str) -> None:
    audit.record(action, "organisation", network_id, by=by, capacity=capacity, details=details)
