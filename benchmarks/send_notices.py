"""How many notices a minute one worker sends, next to bare `smtplib` over one connection to the same server.

Run from the project's folder: ``python -m benchmarks.send_notices [numbers of notices]``. The database is a real
PostgreSQL that writes every commit to disk; the mail server is a bare one in a process of its own, so that it
is not the limit.
"""

import asyncio
import multiprocessing
import smtplib
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from config import TestConfig
from local_stack import postgres
from nswp_members.accounts import services as accounts
from nswp_members.app import create_app
from nswp_members.core.db import db, session, transaction
from nswp_members.notices import delivery, queries, services
from nswp_members.notices.models import State
from nswp_members.notices.outcomes import NewNotice


class BareServer(asyncio.Protocol):
    """Says yes to everything that `smtplib` says."""

    def connection_made(self, transport):
        self.transport, self.buffer, self.in_data = transport, b"", False
        transport.write(b"220 bench\r\n")

    def data_received(self, data):
        self.buffer += data
        while True:
            end = b"\r\n.\r\n" if self.in_data else b"\r\n"
            before, found, rest = self.buffer.partition(end)
            if not found:
                return
            self.buffer = rest
            self.transport.write(self.answer(before))

    def answer(self, line):
        if self.in_data:
            self.in_data = False
            return b"250 taken\r\n"
        self.in_data = line.upper() == b"DATA"
        return {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(line.upper(), b"250 yes\r\n")


def serve(port):
    async def run():
        server = await asyncio.get_running_loop().create_server(BareServer, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def mail_server():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def fill(number: int) -> float:
    """Write invitations into the outbox; return the seconds that the notices alone took."""
    with transaction():
        people = [accounts.ensure_person(email=f"p{number}-{n}@example.org") for n in range(number)]
        made = [accounts.invite(person=one, lifetime=timedelta(days=9), by=None) for one in people]
        rows = [NewNotice("invitation", one.person_id, str(one.id), {"invitation_id": str(one.id)}) for one in made]
        began = time.perf_counter()
        services.notify_many(rows)
        return time.perf_counter() - began


def bare_limit(port: int, number: int, message: bytes) -> float:
    """Return the seconds that bare `smtplib` needs for so many copies of one letter."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bench") as client:
        for n in range(number):
            client.sendmail("o@example.org", [f"p{n}@example.org"], message)
    return time.perf_counter() - began


def measure(app: Flask, port: int, number: int) -> None:
    message = b"Subject: x\r\n\r\n" + b"A line of a letter, as long as they are in mail.\r\n" * 50
    written = fill(number)
    began, cpu = time.perf_counter(), time.process_time()
    tally = delivery.deliver_due(app.extensions["mail"], app.config)
    ours, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert tally[State.SENT] == number, tally
    assert queries.counts_by_state()[State.PENDING] == 0
    bare = bare_limit(port, number, message)
    print(
        f"{number:>6} notices: outbox written in {written:.2f} s; sent in {ours:.1f} s, {number / ours:.0f}/s, "
        f"{1000 * cpu / number:.2f} ms of CPU each; "
        f"bare smtplib {number / bare:.0f}/s; ratio {bare / ours:.2f}"
    )


def main() -> None:
    numbers = [int(one) for one in sys.argv[1:]] or [2_000, 10_000]
    with (
        tempfile.TemporaryDirectory() as folder,
        mail_server() as port,
        postgres.running(Path(folder) / "postgres", durable=True) as server,
    ):
        server.create_database("bench")
        settings = TestConfig(
            SQLALCHEMY_DATABASE_URI=server.url("bench"), REDIS_URL="redis://127.0.0.1:1", MAIL_PORT=port
        )
        app = create_app(settings)
        app.extensions["send_hint"] = lambda _name, _ids: None
        with app.app_context():
            session.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            session.commit()
            db.create_all()
            for number in numbers:
                measure(app, port, number)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
