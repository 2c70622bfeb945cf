"""The SMTP server of tests and of the demonstration."""

import mailbox
import smtplib
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from local_stack import mail, valkey


def send(port: int, *recipients: str, timeout: float = 5) -> dict[str, tuple[int, bytes]]:
    message = EmailMessage()
    message["From"] = "office@example.org"
    message["To"] = ", ".join(recipients)
    message["Subject"] = "Grüße"
    message.set_content("First line\n.A line that begins with a dot\n")
    with smtplib.SMTP("127.0.0.1", port, timeout=timeout) as client:
        return client.send_message(message, "bounces@example.org", recipients)


def test_it_collects_envelope_and_message(sink: mail.MailSink) -> None:
    send(sink.port, "one@example.org", "two@example.org")

    (received,) = sink.messages
    assert received.envelope_from == "bounces@example.org"
    assert received.recipients == ["one@example.org", "two@example.org"]
    assert received.message["Subject"] == "Grüße"
    assert received.message.get_content().splitlines() == ["First line", ".A line that begins with a dot"]
    sink.clear()
    assert not sink.messages


def test_it_refuses_one_recipient_and_takes_the_other(sink: mail.MailSink) -> None:
    sink.refuse("RCPT", "550 5.1.1 Unknown", recipient="gone@example.org")

    refused = send(sink.port, "gone@example.org", "here@example.org")

    assert refused == {"gone@example.org": (550, b"5.1.1 Unknown")}
    assert [received.recipients for received in sink.messages] == [["here@example.org"]]


@pytest.mark.parametrize("phase", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_it_refuses_in_each_phase_until_it_recovers(sink: mail.MailSink, phase: mail.Phase) -> None:
    sink.refuse(phase, "451 4.3.0 Later")
    with pytest.raises(smtplib.SMTPException):
        send(sink.port, "one@example.org")
    assert not sink.messages

    sink.recover()
    send(sink.port, "one@example.org")

    assert len(sink.messages) == 1


def test_it_hangs_for_longer_than_a_client_waits(sink: mail.MailSink) -> None:
    sink.hang("MAIL", 5)

    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(sink.port, "one@example.org", timeout=0.3)


def test_it_goes_down_and_comes_back_on_the_same_port(sink: mail.MailSink) -> None:
    sink.stop()
    with pytest.raises(ConnectionRefusedError):
        send(sink.port, "one@example.org")

    sink.start()
    send(sink.port, "one@example.org")

    assert len(sink.messages) == 1


@pytest.mark.parametrize("content", [b"Subject: x\n\r\nText\r\n", b"Subject: x\r\n\r\nText\n.\nMore\r\n"])
def test_it_refuses_lines_that_end_in_a_bare_line_feed(sink: mail.MailSink, content: bytes) -> None:
    with socket.create_connection((sink.host, sink.port), timeout=5) as connection:
        lines = connection.makefile("rb")
        lines.readline()
        for command in (b"HELO me", b"MAIL FROM:<a@example.org>", b"RCPT TO:<b@example.org>", b"DATA"):
            connection.sendall(command + b"\r\n")
            lines.readline()
        connection.sendall(content + b".\r\n")

        assert lines.readline().startswith(b"550 5.6.0")
    assert not sink.messages


def test_the_mailbox_of_the_demonstration_keeps_mail_in_a_maildir(tmp_path: Path) -> None:
    port = valkey.free_port()
    options = ["--port", str(port), "--maildir", str(tmp_path / "box")]
    with subprocess.Popen([sys.executable, "-m", "local_stack.mail", *options]) as server:
        wait_for(port)
        send(port, "one@example.org", "two@example.org")
        server.terminate()

    (stored,) = mailbox.Maildir(tmp_path / "box", create=False)
    assert server.returncode == 0
    assert stored["Return-Path"] == "<bounces@example.org>"
    assert stored.get_all("Delivered-To") == ["one@example.org", "two@example.org"]
    assert "\n.A line that begins with a dot\n" in str(stored)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
