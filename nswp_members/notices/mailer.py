"""The line to the mail server: says exactly how far a message came, decides nothing.

`smtplib` has one time-out and no hook between RCPT and DATA; `MarkedData` adds both. A message is in doubt
only from the moment its final dot is handed to the network until the server has answered (RFC 1047).
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any

from flask_mail import Connection, email_dispatched

from nswp_members.notices.letters import Letter

QUIT_SECONDS = 5.0
_DOT_AT_LINE_START = re.compile(rb"^\.", re.MULTILINE)

BeforeData = Callable[[], None]


class ServerAway(Exception):
    """The server cannot be used at all now: it is unreachable, hangs or refuses us, not a recipient."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(Exception):
    """The server refused this one message; ``status`` is its three-digit code.

    ``after_mark`` tells whether `BeforeData` had been called already.
    """

    def __init__(
        self, status: int, answer: bytes | str, *, at_recipient: bool = False, after_mark: bool = False
    ) -> None:
        super().__init__(str(status))
        self.status = status
        self.after_mark = after_mark
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        self.reason = f"{status} {text}"[:500]
        self.at_recipient = at_recipient

    @property
    def is_permanent(self) -> bool:
        """Whether trying again is useless."""
        return 500 <= self.status < 600

    @property
    def is_about_address(self) -> bool:
        """Whether the address itself does not exist (RFC 3463: 5.1.x but for the sender's 5.1.7, 5.1.8)."""
        found = re.match(r"5\d\d 5\.1\.(\d+)", self.reason)
        return self.at_recipient and found is not None and found.group(1) not in {"7", "8"}


class Lost(Exception):
    """The connection broke or timed out; ``in_doubt`` tells whether the message may have been taken."""

    def __init__(self, *, in_doubt: bool, marked: bool) -> None:
        super().__init__("in doubt" if in_doubt else "not taken")
        self.in_doubt = in_doubt
        self.marked = marked


class MarkedData:
    """What we add to an SMTP client: a call before DATA and a longer wait after the final dot."""

    before_data: BeforeData
    after_data_seconds: float
    marked = False
    in_doubt = False

    def data(self: Any, message: bytes) -> tuple[int, bytes]:
        """Send the text; 2xx counts as 250, and an answer that is neither yes nor no leaves doubt."""
        self.before_data()
        self.marked = True
        code, answer = self.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        whole = _DOT_AT_LINE_START.sub(b"..", message)
        self.in_doubt = True
        try:
            self.send(whole + (b".\r\n" if whole.endswith(b"\r\n") else b"\r\n.\r\n"))
        except smtplib.SMTPServerDisconnected:
            self.in_doubt = False
            raise
        usual = self.sock.gettimeout()
        self.sock.settimeout(self.after_data_seconds)
        code, answer = self.getreply()
        self.sock.settimeout(usual)
        if not 200 <= code < 300 and not 400 <= code < 600:
            self.close()
            raise smtplib.SMTPServerDisconnected("No clear answer after the final dot.")
        self.in_doubt = False
        return (250, answer) if code < 300 else (code, answer)


class Client(MarkedData, smtplib.SMTP):  # type: ignore[misc]
    """The client for plain connections and STARTTLS."""


class TlsClient(MarkedData, smtplib.SMTP_SSL):  # type: ignore[misc]
    """The client for TLS from the first byte."""


class Line(Connection):
    """Flask-Mail's connection with time-outs, checked certificates and marks."""

    def __init__(self, mail: Any, config: Any) -> None:
        super().__init__(mail)
        self.config = config

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure and sign in; raises what `smtplib` and the network raise."""
        kind: type[Any] = TlsClient if self.mail.use_ssl else Client
        secure = {"context": ssl.create_default_context()} if self.mail.use_ssl else {}
        host = kind(
            self.mail.server,
            self.mail.port,
            local_hostname=self.config["MAIL_SENDER_ADDRESS"].partition("@")[2],
            timeout=self.config["MAIL_TIMEOUT_SECONDS"],
            **secure,
        )
        host.after_data_seconds = self.config["MAIL_AFTER_DATA_TIMEOUT_SECONDS"]
        try:
            host.ehlo_or_helo_if_needed()
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host  # type: ignore[no-any-return]

    def send(self, letter: Letter, before_data: BeforeData) -> None:
        """Send one letter; returns when the server has taken it."""
        if self.host is None:
            before_data()
        else:
            self.host.before_data = before_data
            self.host.marked = self.host.in_doubt = False
            self.host.sendmail(letter.sender_address, [letter.recipient], letter.as_bytes())
        email_dispatched.send(self, message=letter)


class Postman:
    """Carries letters over one line, which it opens when needed and opens again when it broke."""

    def __init__(self, mail: Any, config: Any) -> None:
        self.mail = mail
        self.config = config
        self.line: Line | None = None

    def __enter__(self) -> "Postman":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up(politely=kind is None)

    def carry(self, letter: Letter, before_data: BeforeData) -> None:
        """Send one letter, over a fresh line if the present one went stale before DATA was marked.

        Raises `ServerAway`, `Refused`, `Lost`, and whatever ``before_data`` raises.
        """
        stale_possible = self.line is not None
        try:
            self._try(letter, before_data)
        except Lost as loss:
            if loss.marked or not stale_possible:
                raise
            self._try(letter, before_data)

    def _try(self, letter: Letter, before_data: BeforeData) -> None:
        line = self._open_line()
        try:
            line.send(letter, before_data)
        except smtplib.SMTPRecipientsRefused as error:
            status, answer = next(iter(error.recipients.values()))
            raise Refused(status, answer, at_recipient=True) from None
        except smtplib.SMTPSenderRefused as error:
            refusal = Refused(error.smtp_code, error.smtp_error)
            raise (ServerAway("sender_refused") if refusal.is_permanent else refusal) from None
        except smtplib.SMTPDataError as error:
            self._reset()
            raise Refused(error.smtp_code, error.smtp_error, after_mark=True) from None
        except (smtplib.SMTPException, OSError):
            marked, in_doubt = line.host.marked, line.host.in_doubt
            self.hang_up(politely=False)
            raise Lost(in_doubt=in_doubt, marked=marked) from None
        except BaseException:
            self._reset()
            raise

    def _open_line(self) -> Line:
        """Return the line, opened if it is not; raises `ServerAway`."""
        if self.line is not None and self.line.host is not None and self.line.host.sock is None:
            self.line = None
        if self.line is None:
            line = Line(self.mail, self.config)
            try:
                line.__enter__()
            except smtplib.SMTPAuthenticationError:
                raise ServerAway("sign_in_refused") from None
            except (smtplib.SMTPException, OSError):
                raise ServerAway("server_away") from None
            self.line = line
        return self.line

    def _reset(self) -> None:
        """Take back an unfinished message; a line that does not obey is dropped."""
        if self.line is not None and self.line.host is not None:
            try:
                self.line.host.rset()
            except (smtplib.SMTPException, OSError):
                self.hang_up(politely=False)

    def hang_up(self, *, politely: bool) -> None:
        """Close the line, with QUIT if the server may be waited for."""
        line, self.line = self.line, None
        if line is None or line.host is None:
            return
        try:
            if politely and line.host.sock is not None:
                line.host.sock.settimeout(QUIT_SECONDS)
                line.host.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            line.host.close()
