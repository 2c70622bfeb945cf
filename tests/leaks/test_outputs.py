"""What leaves by other ways than pages: mail, logs, the queue and all that stands in Redis.

The world lives through a day: people look at every page and press every button, an organisation hides and comes
back, letters are asked for, and a worker does all that it is asked to. Then nothing of that is to hold a canary.
"""

import json
import logging
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import delete, select

from local_stack.mail import MailSink
from nswp_members.accounts import services as accounts
from nswp_members.accounts.models import Person
from nswp_members.core.db import session, transaction
from nswp_members.endorsements import services as endorsements
from nswp_members.notices import services as notices
from nswp_members.notices.kinds import KINDS
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.importing import services as importing
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.models import ImportBatch
from nswp_members.organisations.models import HidingSource, Mandate, Organisation
from tests.factories import current_version, make_version
from tests.leaks.crawling import addresses, client_for
from tests.leaks.reading import contents_of, searchable
from tests.leaks.world import OWN, PUBLIC, World, make_world

QUEUE = "celery"
LOOKING = ("signed out", "own region", "editor of it", "membership")
MONTH = timedelta(days=30)
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
IN_A_TEST = ("mail.log", "tests")
"""The loggers of what runs in this process only here: the mail server."""


@dataclass
class Day:
    """What was sent out in the course of the day."""

    world: World
    redis: "Redis"
    sink: MailSink
    payloads: list[dict[str, Any]] = field(default_factory=list)

    def work(self, app: Flask) -> None:
        """Do everything that the queue holds, as a worker would."""
        while message := cast("bytes | None", self.redis.rpop(QUEUE)):
            payload = json.loads(message)
            self.payloads.append(payload)
            arguments, keywords, _embedded = json.loads(b64decode(payload["body"]))
            app.extensions["celery"].tasks[payload["headers"]["task"]](*arguments, **keywords)

    def keep_the_clock(self, app: Flask) -> None:
        """Do everything that the schedule holds."""
        for entry in app.extensions["celery"].conf.beat_schedule.values():
            app.extensions["celery"].tasks[entry["task"]]()

    @property
    def canaries(self) -> list[str]:
        """The beginnings of all canaries."""
        return [f"{subject.mark}x".lower() for subject in self.world.known]

    def canaries_in(self, text: str) -> list[str]:
        """Return the canaries that a text holds."""
        return [canary for canary in self.canaries if canary in text.lower()]


@pytest.fixture
def day(app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Day]:
    """A day in the world, every log kept."""
    caplog.set_level(logging.DEBUG)
    world = make_world()
    with MailSink() as sink:
        monkeypatch.setattr(app.extensions["mail"], "server", sink.host)
        monkeypatch.setattr(app.extensions["mail"], "port", sink.port)
        refused = mandated(world, "alias").email
        sink.refuse("RCPT", f"550 5.1.1 <{refused}> is not here", recipient=refused)
        day = Day(world, Redis.from_url(app.config["REDIS_URL"]), sink)
        ask_for_letters(world)
        import_a_list(world)
        day.work(app)
        with transaction():
            importing.start_import(session.get_one(ImportBatch, UUID(world.values["batch_id"][0])), by=None)
        hide_and_come_back(world)
        day.work(app)
        for viewer in LOOKING:
            look_and_press(app, world, viewer)
        day.work(app)
        day.keep_the_clock(app)
        session.expire_all()
        yield day


def ask_for_letters(world: World) -> None:
    """Have the letters written that organisations and their people get."""
    make_version("2060", current=True)
    session.execute(delete(Mandate).where(Mandate.organisation_id == world.subjects["unlisted"].id))
    signatory = mandated(world, "listed")
    with transaction():
        endorsements.ask_to_endorse(
            current_version(), [subject.id for subject in world.subjects.values()], by=None, lifetime=MONTH
        )
        endorsements.endorse(
            session.get_one(Organisation, world.subjects["listed"].id),
            current_version().id,
            endorsements.Signature(name=signatory.name),
            by=signatory.id,
        )
        accounts.request_password_reset(mandated(world, "hidden").email, lifetime=MONTH)
        organisations.invite_colleague(
            session.get_one(Organisation, world.hidden.id),
            email=f"{world.hidden.canary(OWN, 'colleague')}@example.org".lower(),
            functions=["read"],
            locale="fr",
            by=None,
            lifetime=MONTH,
            next_path="/dashboard",
        )
    with transaction():
        written = set(session.scalars(select(Notice.kind).distinct()))
        for kind in KINDS.values():
            if kind.name not in written:
                params = {name: world.values.get(name, [str(uuid4())])[0] for name in kind.params}
                notices.notify(kind.name, signatory.id, occurrence="day", params=params)


def mandated(world: World, mark: str) -> Person:
    """Return who acts for an organisation."""
    statement = select(Mandate.person_id).where(Mandate.organisation_id == world.subjects[mark].id)
    return session.get_one(Person, session.scalars(statement).first())


def import_a_list(world: World) -> None:
    """Have a list with a secret name checked."""
    batch = session.get_one(ImportBatch, UUID(world.values["batch_id"][0]))
    officer = world.viewers["membership"]
    batch.uploaded_by = officer.id if officer else None
    with transaction():
        importing.choose_columns(batch, {0: Column.NAME, 1: Column.COUNTRY}, by=batch.uploaded_by)


def hide_and_come_back(world: World) -> None:
    """Let the listed organisation hide and undo that."""
    listed = session.get_one(Organisation, world.subjects["listed"].id)
    with transaction():
        organisations.hide_now(listed, by=None, source=HidingSource.MEMBER)
    with transaction():
        organisations.undo_hiding(listed, by=None)


def look_and_press(app: Flask, world: World, viewer: str) -> None:
    """Open every page, search for a secret everywhere and press every button, as this viewer."""
    client = client_for(app, world, viewer)
    name = world.hidden.canary(PUBLIC, "name")
    for address in addresses(app, world):
        client.get(f"{address}?q={name}")
    for address in addresses(app, world, "POST"):
        if "/accounts/" not in address and address != "/leave":
            client.post(address, data={"name": name, "q": name, "reason": name, "email": f"{name}@example.org"})


def test_nothing_tells_a_secret_on_its_way_out(app: Flask, day: Day, caplog: pytest.LogCaptureFixture) -> None:
    """One test for all, because a day is long."""
    check_the_mail(day)
    check_the_queue(day)
    check_redis(day)
    check_the_logs(day, caplog)


def check_the_mail(day: Day) -> None:
    """No letter tells more than its own address, and none goes where mail is stopped."""
    written = set(session.scalars(select(Notice.kind).distinct()))
    recipients = [address for mail in day.sink.messages for address in mail.recipients]

    assert written == set(KINDS)
    assert len(recipients) > 10
    assert [one for one in recipients if "forcedcanary" in one] == []
    assert [one for one in recipients if "hiddencanary" in one] != []
    for mail in day.sink.messages:
        said = searchable(mail.content, "message/rfc822")
        for address in mail.recipients:
            said = said.replace(address, "")
        assert day.canaries_in(said) == [], mail.message["Subject"]


def check_the_queue(day: Day) -> None:
    """What is queued holds ids and the names of tasks."""
    tasks = {payload["headers"]["task"] for payload in day.payloads}

    assert tasks >= {"notices.deliver", "notices.mail_resets", "organisations.check_import", "organisations.run_import"}
    for payload in day.payloads:
        arguments, keywords, _embedded = json.loads(b64decode(payload["body"]))
        said = json.dumps(payload) + json.dumps(arguments)
        assert all(UUID_TEXT.fullmatch(one) for one in arguments)
        assert keywords == {}
        assert (payload["headers"]["argsrepr"], payload["headers"]["kwargsrepr"]) == ("-", "-")
        assert day.canaries_in(said) == []


def check_redis(day: Day) -> None:
    """Sessions, counts, caches and what is kept of forms hold no name and no address."""
    said = contents_of(day.redis)

    assert "web:" in said
    assert day.canaries_in(said) == []
    assert E_MAIL.findall(said) == []


def check_the_logs(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    """Logs hold ids and the names of tasks and routes."""
    records = [one for one in caplog.get_records("setup") if not one.name.startswith(IN_A_TEST)]
    said = "\n".join(map(logging.Formatter("%(name)s %(message)s").format, records))

    assert "nswp_members" in said
    assert day.canaries_in(said) == []
    assert E_MAIL.findall(said) == []
