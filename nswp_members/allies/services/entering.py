"""What allies do: ask to endorse, confirm their address, say whether they may be named, and withdraw."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import email_lookup
from nswp_members.accounts.services import NewPerson
from nswp_members.allies import queries
from nswp_members.allies.errors import MoveNotPossible, TooManyWrite
from nswp_members.allies.models import Ally, AllyKind, AllyMail, AllyState
from nswp_members.allies.subjects import Subject
from nswp_members.audit import services as audit
from nswp_members.core.crypto import keyring
from nswp_members.core.db import now, session
from nswp_members.core.text import fold
from nswp_members.notices import services as notices
from nswp_members.notices.outcomes import NewNotice

CONFIRM, KNOWN = "ally_confirm", "ally_known"
LONGEST_WAIT = timedelta(days=2)
KEY_LENGTH = 400


@dataclass(frozen=True)
class Entry:
    """What an ally says of itself; ``website`` may be empty."""

    name: str
    country_code: str
    website: str
    may_name: bool
    kind: AllyKind = AllyKind.ORGANISATION


def ask_to_endorse(subject: Subject, entry: Entry, *, email: str, locale: str, mails_an_hour: int) -> None:
    """Keep what was sent until its address is confirmed, and mail a link there: at most one on a day.

    An address that endorses already gets a link to what stands. When many write at once the mail waits for its turn;
    raises `TooManyWrite` if that would take too long, whatever the address.
    """
    at = now()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("allies", 0))))
    due_at = queries.next_mail_at(at, an_hour=mails_an_hour)
    if due_at > at + LONGEST_WAIT:
        raise TooManyWrite
    address = email_lookup(email)
    person_id = accounts.ensure_people({address: NewPerson(email=email, name="", locale=locale)})[address]
    ally = queries.standing_entry(subject, address)
    if ally is None:
        ally = Ally(**subject.columns, email=email.strip().lower(), email_lookup=address, person_id=person_id)
        ally.created_at = at
        ally.burst_key = burst_key(email, at)
        session.add(ally)
    if ally.state in (None, AllyState.UNCONFIRMED):
        ally.locale = locale
        _set_entry(ally, entry)
    session.flush()
    _write_to(ally, person_id, at=at, due_at=due_at)


def _write_to(ally: Ally, person_id: UUID, *, at: datetime, due_at: datetime) -> None:
    """Mail the link, unless the address has had a mail on this day."""
    values = {"email_lookup": ally.email_lookup, "day": at.date(), "due_at": due_at}
    is_first = session.scalar(insert(AllyMail).values(values).on_conflict_do_nothing().returning(AllyMail.email_lookup))
    if is_first:
        kind = CONFIRM if ally.state == AllyState.UNCONFIRMED else KNOWN
        occurrence = f"{ally.id.hex}-{at:%Y%m%d}"
        notices.notify_many([NewNotice(kind, person_id, occurrence, {"link_id": ally.id.hex}, due_at)])


def _set_entry(ally: Ally, entry: Entry) -> None:
    ally.kind = entry.kind
    ally.name, ally.name_key = entry.name, fold(entry.name)[:KEY_LENGTH]
    ally.country_code = entry.country_code
    ally.website, ally.website_key = entry.website, _site_of(entry.website)
    ally.may_name = entry.may_name


def _site_of(website: str) -> str:
    """Return the host of a website without "www."; empty for none."""
    return (urlsplit(website).hostname or "").removeprefix("www.")


def burst_key(email: str, at: datetime) -> bytes:
    """Return what is the same for all that comes from one mail domain in one hour."""
    domain = email.strip().casefold().rpartition("@")[2]
    return keyring.lookup("allies.burst", f"{domain}|{at:%Y%m%d%H}")


def confirm(ally: Ally, entry: Entry) -> None:
    """Note that whoever reads mail at the address says this, and let the secretariat decide; raises `MoveNotPossible`.

    What was typed into the form before counts for nothing: anybody could have typed it.
    """
    _hold(ally, AllyState.UNCONFIRMED)
    _set_entry(ally, entry)
    ally.state = AllyState.WAITING
    ally.confirmed_at = now()
    audit.record("allies.confirmed", "ally", ally.id, by=None)


def set_naming(ally: Ally, *, may_name: bool) -> None:
    """Let an ally say anew whether it may be named; raises `MoveNotPossible`."""
    _hold(ally, AllyState.WAITING, AllyState.ACCEPTED)
    if ally.may_name != may_name:
        ally.may_name = may_name
        audit.record("allies.set_naming", "ally", ally.id, by=None, details={"may_name": may_name})


def withdraw(ally: Ally) -> None:
    """Let an ally take its endorsement back: the link and the name are gone at once; raises `MoveNotPossible`."""
    _hold(ally, AllyState.UNCONFIRMED, AllyState.WAITING, AllyState.ACCEPTED)
    if ally.state == AllyState.UNCONFIRMED:
        forget(ally)
        return
    ally.state = AllyState.WITHDRAWN
    ally.withdrawn_at = now()
    audit.record("allies.withdrew", "ally", ally.id, by=None)


def forget(ally: Ally) -> None:
    """Delete an entry, and whom we wrote to if nothing else is known of them."""
    person_id = ally.person_id
    session.delete(ally)
    session.flush()
    if person_id:
        notices.forget_person(person_id)


def _hold(ally: Ally, *states: AllyState) -> None:
    """Lock the entry; raises `MoveNotPossible` unless it stands in one of these states."""
    session.flush()
    session.refresh(ally, with_for_update={"of": Ally})
    if ally.state not in states:
        raise MoveNotPossible
