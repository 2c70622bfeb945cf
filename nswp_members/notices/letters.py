"""Writing a letter: the words of a kind in the recipient's language, and the bytes that go over the line.

The words are neutral on purpose (security notes, C25 and C26): no organisation, no person, no topic, nothing
that is fetched from anywhere when the letter is opened. All of a letter is 7-bit, whatever the language.
"""

from base64 import encodebytes
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime as format_mail_date
from email.utils import formataddr
from functools import lru_cache
from html import escape
from secrets import token_hex
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import force_locale, format_date, format_datetime
from flask_babel import gettext as _

from nswp_members.core.i18n import LANGUAGES
from nswp_members.core.web import absolute_url
from nswp_members.notices import queries
from nswp_members.notices.kinds import Kind, Secret
from nswp_members.notices.models import Notice
from nswp_members.notices.outcomes import Claimed
from nswp_members.notices.queries import Facts

MOSTLY_LATIN = 0.8
DISCREET = "_discreet"
LINK_HERE = "\ue000"
DATE_HERE = "\ue001"


class AddressUnusable(ValueError):
    """The stored address cannot be written into an envelope."""


@dataclass(frozen=True)
class Link:
    """Where a letter's link leads, and until when it works."""

    url: str
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """One message to one recipient, ready to be put on the line."""

    recipient: str
    subject: str
    body: str
    html: str
    message_id: str
    sender_name: str
    sender_address: str
    date: datetime

    @property
    def recipients(self) -> list[str]:
        """The only recipient, as Flask-Mail's listeners expect it."""
        return [self.recipient]

    def as_bytes(self) -> bytes:
        """Return the letter as RFC 5322 wants it: CRLF, short lines, a text and an HTML alternative."""
        boundary = f"=_{self.message_id[1:33]}"
        lines = [
            f"From: {_mailbox(self.sender_name, self.sender_address)}",
            f"To: {self.recipient}",
            f"Subject: {_encoded(self.subject)}",
            f"Date: {format_mail_date(self.date)}",
            f"Message-ID: {self.message_id}",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        head = "\r\n".join(lines).encode("ascii") + b"\r\n\r\n"
        mark = f"--{boundary}".encode()
        parts = (_part("plain", self.body), _part("html", self.html))
        return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def sender_name() -> str:
    """Return who signs letters: the name that is set, else what the office is called in the present language."""
    return str(current_app.config["MAIL_SENDER_NAME"] or _("Members' office"))


def new_message_id() -> str:
    """Return a Message-ID on the sender's domain that tells nothing."""
    return f"<{token_hex(16)}@{current_app.config['MAIL_SENDER_ADDRESS'].rpartition('@')[2]}>"


def link_of(kind: Kind, notice: Claimed | Notice, facts: Facts) -> Link | None:
    """Return the link of a notice, or None if what it would open is closed by now."""
    language = facts.addressees[notice.person_id].locale
    if kind.signed:
        token = queries.signed_token(kind.seal or kind.name, UUID(notice.params[kind.signed]))
        return Link(absolute_url(kind.endpoint, language=language, token=token))
    if kind.secret is None:
        values: dict[str, Any] = {name: notice.params[name] for name in kind.values}
        return Link(absolute_url(kind.endpoint, language=language, **values))
    found = facts.secrets.get(UUID(notice.params[kind.secret]))
    if found is None:
        return None
    return Link(absolute_url(kind.endpoint, language=language, token=found[0]), found[1])


class Stationery:
    """The words of each kind in each language, rendered once per delivery run.

    Letters of one kind and language differ in link and date only, so these two are put in afterwards.
    """

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], tuple[str, str, str]] = {}
        self._moments: dict[tuple[datetime, str, bool], str] = {}

    def write(self, kind: Kind, *, email: str, locale: str, link: Link, message_id: str, at: datetime) -> Letter:
        """Write one letter; raises whatever its templates raise, and `AddressUnusable`."""
        recipient = envelope_address(email)
        language = locale if locale in LANGUAGES else "en"
        until = self._until(link.expires_at, language, kind) if link.expires_at else ""
        with force_locale(language):
            sender = sender_name()
        subject, body, rich = self._words_of(kind.name, language, sender_name=sender)
        return Letter(
            recipient=recipient,
            subject=subject,
            body=body.replace(LINK_HERE, link.url).replace(DATE_HERE, until),
            html=rich.replace(LINK_HERE, escape(link.url)).replace(DATE_HERE, escape(until)),
            message_id=message_id,
            sender_name=sender,
            sender_address=current_app.config["MAIL_SENDER_ADDRESS"],
            date=at.astimezone(UTC),
        )

    def write_discreetly(self, notice_id: UUID, *, email: str, locale: str, message_id: str, at: datetime) -> Letter:
        """Write a letter that is the same for every kind: it says that there is a message, and nothing else.

        Sender, Message-ID and link are on the discreet name and domain (security notes, C26).
        """
        language = locale if locale in LANGUAGES else "en"
        with force_locale(language):
            sender = current_app.config["MAIL_DISCREET_NAME"] or str(_("Office"))
        subject, body, rich = self._words_of(DISCREET, language, sender_name=sender)
        url = absolute_url("links.follow", language=language, discreet=True, token=queries.link_token(notice_id))
        address = current_app.config["MAIL_DISCREET_ADDRESS"]
        return Letter(
            recipient=envelope_address(email),
            subject=subject,
            body=body.replace(LINK_HERE, url),
            html=rich.replace(LINK_HERE, escape(url)),
            message_id=f"{message_id.partition('@')[0]}@{address.rpartition('@')[2]}>",
            sender_name=sender,
            sender_address=address,
            date=at.astimezone(UTC),
        )

    def _words_of(self, name: str, language: str, *, sender_name: str) -> tuple[str, str, str]:
        """Return subject, text and HTML with marks where link and date belong."""
        key = (name, language)
        if key not in self._words:
            words = {
                "link": LINK_HERE,
                "until": DATE_HERE,
                "language": language,
                "sender_name": sender_name,
            }
            with force_locale(language):
                subject, body, rich = (
                    current_app.jinja_env.get_template(f"mail/{name}/{part}").render(words)
                    for part in ("subject.txt", "body.txt", "body.html")
                )
            self._words[key] = (" ".join(subject.split()), body.strip() + "\n", rich.strip() + "\n")
        return self._words[key]

    def _until(self, at: datetime, language: str, kind: Kind) -> str:
        """Return until when a link works: a day, or a minute for links to a new password."""
        to_the_minute = kind.secret is Secret.RESET
        moment = at.replace(second=0, microsecond=0)
        if not to_the_minute:
            moment = moment.replace(hour=0, minute=0)
        key = (moment, language, to_the_minute)
        if key not in self._moments:
            with force_locale(language):
                self._moments[key] = str((format_datetime if to_the_minute else format_date)(moment, "long"))
        return self._moments[key]


def envelope_address(email: str) -> str:
    """Return the address as an envelope needs it, the domain in ASCII; raises `AddressUnusable`."""
    local, at_sign, domain = email.rpartition("@")
    plain = local.isascii() and local.isprintable() and not set(local) & set(' <>,;:()[]"\\')
    if not (at_sign and local and domain and plain):
        raise AddressUnusable
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressUnusable from None
    if not ascii_domain.replace("-", "").replace(".", "").isalnum():
        raise AddressUnusable
    return f"{local}@{ascii_domain}"


@lru_cache(maxsize=256)
def _encoded(text: str) -> str:
    """Return a header's value in encoded words if it needs them."""
    single = " ".join(text.split())
    if single.isascii() and len(single) < 70:
        return single
    return Header(single, "utf-8", 70, "Subject").encode(linesep="\r\n")


@lru_cache(maxsize=8)
def _mailbox(name: str, address: str) -> str:
    return formataddr((" ".join(name.split()), address), "utf-8")


def _part(subtype: str, text: str) -> bytes:
    """Return one alternative: quoted-printable for Latin script, base64 for others."""
    raw = "\r\n".join(text.split("\n")).encode()
    latin = len(text) / len(raw) > MOSTLY_LATIN
    encoded = b2a_qp(raw, istext=True) if latin else encodebytes(raw).replace(b"\n", b"\r\n")
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {'quoted-printable' if latin else 'base64'}\r\n\r\n"
    )
    return head.encode() + encoded
