"""Reading the outbox, and what is needed to write its letters."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import String, cast, exists, func, select, tuple_
from sqlalchemy.orm import joinedload

from nswp_members.accounts import queries as accounts
from nswp_members.accounts.models import Invitation, PasswordReset, Person
from nswp_members.core.crypto import keyring
from nswp_members.core.db import session
from nswp_members.notices.cautions import Caution, cautions_for
from nswp_members.notices.kinds import KINDS, Secret
from nswp_members.notices.models import Notice, State
from nswp_members.notices.outcomes import Claimed

WAITING = (State.PENDING, State.SENDING, State.DATA)
LINK = "notices.link"
PASSWORD_RESET = "password_reset"  # noqa: S105


@dataclass(frozen=True)
class Addressee:
    """The recipient as they are now."""

    email: str
    locale: str
    is_active: bool
    mail_suspended: bool
    caution: Caution = Caution.NONE


@dataclass(frozen=True)
class Facts:
    """All that the letters of one batch depend on, read at one moment."""

    addressees: dict[UUID, Addressee]
    secrets: dict[UUID, tuple[str, datetime]]


@dataclass(frozen=True)
class Fate:
    """What became of a notice."""

    state: State
    reason_code: str | None
    finished_at: datetime | None


def facts_for(batch: Iterable[Claimed | Notice], *, at: datetime) -> Facts:
    """Return what the letters of a batch depend on, by one query each for people, invitations, resets."""
    batch = list(batch)
    wanted: dict[Secret, set[UUID]] = {Secret.INVITATION: set(), Secret.RESET: set()}
    for notice in batch:
        kind = KINDS.get(notice.kind)
        if kind and kind.secret and (key := _uuid(notice.params.get(kind.secret))):
            wanted[kind.secret].add(key)
    return Facts(
        addressees=_addressees({notice.person_id for notice in batch}, at),
        secrets=_open_invitations(wanted[Secret.INVITATION], at) | _open_resets(wanted[Secret.RESET], at),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text)
    except (TypeError, ValueError):
        return None


def _addressees(ids: Collection[UUID], at: datetime) -> dict[UUID, Addressee]:
    columns = (Person.id, Person.email, Person.locale, Person.is_active, Person.mail_suspended_at)
    cautions = cautions_for(ids, at)
    return {
        key: Addressee(email, locale, is_active, suspended_at is not None, cautions.get(key, Caution.NONE))
        for key, email, locale, is_active, suspended_at in session.execute(select(*columns).where(Person.id.in_(ids)))
    }


def _open_invitations(ids: Collection[UUID], at: datetime) -> dict[UUID, tuple[str, datetime]]:
    if not ids:
        return {}
    found = session.scalars(select(Invitation).where(Invitation.id.in_(ids)))
    return {one.id: (accounts.invitation_token(one), one.expires_at) for one in found if one.is_open(at)}


def _open_resets(ids: Collection[UUID], at: datetime) -> dict[UUID, tuple[str, datetime]]:
    if not ids:
        return {}
    found = session.scalars(select(PasswordReset).where(PasswordReset.id.in_(ids)))
    return {one.id: (accounts.reset_token(one), one.expires_at) for one in found if one.is_open(at)}


def resets_without_notice(*, at: datetime) -> list[PasswordReset]:
    """Return the open reset requests of known people for which no notice was written yet."""
    written = exists().where(
        Notice.kind == PASSWORD_RESET,
        Notice.person_id == PasswordReset.person_id,
        Notice.occurrence == cast(PasswordReset.id, String),
    )
    statement = select(PasswordReset).where(
        PasswordReset.person_id.is_not(None),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > at,
        ~written,
    )
    return list(session.scalars(statement.limit(500)))


def outbox_age(at: datetime) -> timedelta:
    """Return for how long the oldest notice that is due and not settled has been waiting."""
    statement = select(func.min(Notice.due_at)).where(Notice.state.in_(WAITING), Notice.due_at <= at)
    oldest = session.scalar(statement)
    return at - oldest if oldest else timedelta(0)


def counts_by_state(*, kind: str | None = None) -> dict[State, int]:
    """Return how many notices stand in each state; together they are all that were ever chosen."""
    statement = select(Notice.state, func.count()).group_by(Notice.state)
    if kind:
        statement = statement.where(Notice.kind == kind)
    found = {State(state): number for state, number in session.execute(statement)}
    return {state: found.get(state, 0) for state in State}


def fate_of(notice_ids: Collection[UUID]) -> dict[UUID, Fate]:
    """Return what became of these notices so far."""
    columns = (Notice.id, Notice.state, Notice.reason_code, Notice.finished_at)
    statement = select(*columns).where(Notice.id.in_(notice_ids))
    return {key: Fate(State(state), code, finished_at) for key, state, code, finished_at in session.execute(statement)}


def last_notices(limit: int) -> list[Notice]:
    """Return the newest notices with their recipients."""
    return list(notices_page(limit=limit))


def notices_page(
    *,
    state: State | None = None,
    kind: str | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int,
) -> Sequence[Notice]:
    """Return notices with their recipients, newest first, that were written before the given (moment, id)."""
    statement = select(Notice).options(joinedload(Notice.person))
    if state:
        statement = statement.where(Notice.state == state)
    if kind:
        statement = statement.where(Notice.kind == kind)
    if before:
        statement = statement.where(tuple_(Notice.created_at, Notice.id) < before)
    return list(session.scalars(statement.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(limit)))


def signed_token(kind: str, key: UUID) -> str:
    """Return the token by which the link of a kind (or of those that share a seal) names a row above."""
    return keyring.sign(f"notices.{kind}", key.hex)


def signed_key(kind: str, token: str) -> UUID | None:
    """Return the id that a letter's link of this kind names; None for a token that we did not make."""
    parts = keyring.unsign(f"notices.{kind}", token)
    return UUID(hex=parts[0]) if parts else None


def link_token(notice_id: UUID) -> str:
    """Return the part of a discreet letter's link that stands for the notice."""
    return keyring.sign(LINK, notice_id.hex)


def notice_by_link(token: str) -> Notice | None:
    """Return the notice that a discreet letter's link stands for."""
    parts = keyring.unsign(LINK, token)
    return session.get(Notice, UUID(hex=parts[0])) if parts else None


def notice_by_id(notice_id: UUID) -> Notice | None:
    """Return the notice with this id."""
    return session.get(Notice, notice_id)
