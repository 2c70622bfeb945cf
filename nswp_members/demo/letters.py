"""The Maildir in which a demonstration keeps what it mailed."""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from heapq import nlargest
from pathlib import Path

LONGEST_TEXT = 100_000
ORDER = re.compile(r"^(\d+)\.(?:M(\d+))?(?:P\d+)?(?:Q(\d+))?")
AFTER_A_LINK = ".,;:!?)»”"


@dataclass(frozen=True)
class Letter:
    """A mail as its reader sees it; ``html`` is source code, never to be put into a page as it is."""

    key: str
    sender: str
    recipient: str
    subject: str
    at: datetime
    text: str
    html: str


def newest(folder: str, *, limit: int) -> list[Letter]:
    """Return the newest letters of a Maildir, the newest first; none if the folder is not there."""
    if not folder or not Path(folder, "new").is_dir():
        return []
    box = mailbox.Maildir(folder, create=False)
    found = []
    for key in nlargest(limit, box.keys(), key=_order):
        try:
            found.append(_letter(key, box.get_bytes(key)))
        except KeyError:
            continue
    return found


def _order(key: str) -> tuple[int, ...]:
    """Return second, microsecond and number of delivery, which a Maildir's file names begin with."""
    match = ORDER.match(key)
    return tuple(int(part or 0) for part in match.groups()) if match else (0, 0, 0)


def _letter(key: str, content: bytes) -> Letter:
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    return Letter(
        key=key,
        sender=str(message.get("From", "")),
        recipient=str(message.get("Delivered-To") or message.get("To", "")),
        subject=str(message.get("Subject", "")),
        at=datetime.fromtimestamp(_order(key)[0], UTC),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())[:LONGEST_TEXT]
    except (KeyError, LookupError, ValueError):
        return ""


def pieces(text: str, base_url: str) -> Iterator[tuple[str, str | None]]:
    """Cut a text into (words, address) pairs; only an address of this app is given to be followed."""
    position = 0
    for match in re.finditer(re.escape(base_url) + r"/[^\s<>\"']*", text):
        link = match.group().rstrip(AFTER_A_LINK)
        if match.start() > position:
            yield text[position : match.start()], None
        yield link, link
        position = match.start() + len(link)
    if position < len(text):
        yield text[position:], None
