"""A real SMTP server on loopback: a sink that tests can make fail, and the mailbox of `make run`."""
# ruff: noqa: N802, ARG002 - aiosmtpd prescribes the names and arguments of `handle_…`

import argparse
import asyncio
import mailbox
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from local_stack.valkey import free_port

Phase = Literal["EHLO", "MAIL", "RCPT", "DATA"]
BARE_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
BARE_LINE_END_REPLY = "550 5.6.0 Lines must end with CRLF"
ACCEPTED = "250 OK"


class ReceivedMail(NamedTuple):
    """A message as the server accepted it."""

    envelope_from: str
    recipients: list[str]
    content: bytes
    message: EmailMessage


Store = Callable[[ReceivedMail], object]


@dataclass(frozen=True)
class Trouble:
    """What the sink does in one phase: wait, then give a reply ("" continues as usual)."""

    phase: Phase
    reply: str
    delay_seconds: float
    recipient: str | None

    def applies_to(self, phase: Phase, recipient: str | None) -> bool:
        """Whether this trouble is meant for that phase and address."""
        return self.phase == phase and self.recipient in (None, recipient)


class MailSink:
    """An SMTP server in a thread of this process; it collects `messages` and fails when told to."""

    def __init__(self, port: int | None = None, store: Store | None = None) -> None:
        self.host = "127.0.0.1"
        self.port = port or free_port()
        self.messages: list[ReceivedMail] = []
        self._store = store or self.messages.append
        self._troubles: list[Trouble] = []
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listen on the port, the same one after each `stop`."""
        self._controller = Controller(self, hostname=self.host, port=self.port, ready_timeout=20)
        self._controller.start()

    def stop(self) -> None:
        """Close the port and drop all connections."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    def refuse(self, phase: Phase, reply: str, *, recipient: str | None = None) -> None:
        """Answer `reply`, such as "451 4.3.0 Later", in one phase (for one recipient) until `recover`."""
        self._troubles.append(Trouble(phase, reply, 0, recipient))

    def hang(self, phase: Phase, seconds: float, *, recipient: str | None = None) -> None:
        """Answer one phase (for one recipient) that many seconds late until `recover`."""
        self._troubles.append(Trouble(phase, "", seconds, recipient))

    def recover(self) -> None:
        """Accept everything again."""
        self._troubles.clear()

    def clear(self) -> None:
        """Forget the messages collected so far."""
        self.messages.clear()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _reply(self, phase: Phase, recipient: str | None = None) -> str:
        for trouble in [trouble for trouble in self._troubles if trouble.applies_to(phase, recipient)]:
            await asyncio.sleep(trouble.delay_seconds)
            if trouble.reply:
                return trouble.reply
        return ""

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Answer a greeting."""
        reply = await self._reply("EHLO")
        if reply:
            return [reply]
        session.host_name = hostname
        return responses

    async def handle_HELO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str) -> str:
        """Answer an old greeting, which clients try when the new one fails."""
        reply = await self._reply("EHLO")
        if not reply:
            session.host_name = hostname
        return reply or f"250 {self.host}"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Note the sender of a message."""
        reply = await self._reply("MAIL")
        if not reply:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or ACCEPTED

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Note a recipient of a message."""
        reply = await self._reply("RCPT", address)
        if not reply:
            envelope.rcpt_tos.append(address)
        return reply or ACCEPTED

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message in, unless a line of it ends in other than CRLF (RFC 5321, 2.3.8)."""
        content = bytes(envelope.content or b"")
        if BARE_LINE_END.search(content):
            return BARE_LINE_END_REPLY
        reply = await self._reply("DATA")
        if not reply:
            message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
            self._store(ReceivedMail(envelope.mail_from or "", list(envelope.rcpt_tos), content, message))
        return reply or ACCEPTED


def keep_in(maildir: mailbox.Maildir, mail: ReceivedMail) -> None:
    """Store a message in a Maildir, its envelope in front as `Return-Path` and `Delivered-To`."""
    envelope = [f"Return-Path: <{mail.envelope_from}>\n"]
    envelope += [f"Delivered-To: {recipient}\n" for recipient in mail.recipients]
    maildir.add("".join(envelope).encode() + mail.content.replace(b"\r\n", b"\n"))


def main() -> None:
    """Receive mail into a Maildir until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--maildir", type=Path, required=True)
    arguments = parser.parse_args()
    stop_signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop_signals)
    maildir = mailbox.Maildir(arguments.maildir)
    with MailSink(arguments.port, lambda mail: keep_in(maildir, mail)) as sink:
        print(f"Receiving mail on {sink.host}:{sink.port}", flush=True)
        signal.sigwait(stop_signals)


if __name__ == "__main__":
    main()
