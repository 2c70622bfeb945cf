"""Exports in the background; some of these let real workers, connections and requests meet."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import TypeVar
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from nswp_members.accounts.models import Person
from nswp_members.core.db import session, transaction
from nswp_members.exports import tasks
from nswp_members.exports.models import Export, State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from tests.exports.conftest import Ask, asked_and_made
from tests.factories import make_mandate, make_organisation, run_task, sign_in, viewer_of
from tests.live import Stack, running_stack, wait_for

T = TypeVar("T")
VANISHING = 12
OTHERS = 150


def test_a_file_is_made(ask: Ask, staff: Person) -> None:
    make_organisation()
    export = ask(viewer_of(staff))

    run_task(tasks.make, export.id)

    assert export.state == State.READY


def test_what_stands_still_and_what_is_out_of_date_is_found(ask: Ask, staff: Person) -> None:
    organisation = make_organisation()
    outdated, lost = asked_and_made(ask, staff), ask(viewer_of(staff))
    lost.progress_at -= timedelta(minutes=10)
    before = lost.progress_at
    with transaction():
        organisations.hide_now(organisation, by=None, source=HidingSource.MEMBER)

    run_task(tasks.tend)

    session.refresh(outdated)
    assert (outdated.state, outdated.data) == (State.ASKED, None)
    assert lost.progress_at > before


@pytest.fixture(scope="module")
def stack(process_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The app as real processes, with organisations that stay and some that will hide."""
    folder: Path = tmp_path_factory.mktemp("exports")
    with running_stack(process_name, folder) as running:
        running.app.config["EXPORT_ROWS_A_DAY_FOR_MEMBERS"] = 1_000_000
        with running.app.app_context():
            for number in range(OTHERS):
                make_organisation(name=f"Staying {number}", listing=Listing.LISTED)
        yield running


@pytest.fixture
def vanishing(stack: Stack) -> list[tuple[UUID, str]]:
    """Organisations that are listed still."""
    with stack.app.app_context():
        made = [make_organisation(name=f"Vanishing {key}", listing=Listing.LISTED) for key in _names()]
        return [(one.id, one.name) for one in made]


def _names() -> list[str]:
    return [random.randbytes(4).hex() for _ in range(VANISHING)]


@pytest.fixture
def member(stack: Stack) -> FlaskClient:
    """The browser of a member, whose requests use connections of their own; nothing else keeps the worker busy."""
    with stack.app.app_context():
        session.execute(delete(Export))
        person = make_mandate(make_organisation(), "read")
        session.refresh(person)
        session.expunge(person)
    return sign_in(stack.app.test_client(), person)


def in_another_thread(act: Callable[[], T]) -> T:
    """Return what this returns on another connection, while a transaction is open here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


def ask_for_file(client: FlaskClient) -> UUID:
    answer = client.post("/exports/new", data={"format": "csv", "reason": "To see what is in it"})
    return UUID(answer.location.rpartition("/")[2])


def state_of(stack: Stack, export_id: UUID) -> tuple[str, int, int]:
    """Return state, rows written and attempt of an export."""
    with stack.app.app_context():
        export = session.get_one(Export, export_id)
        return export.state, export.rows_done, export.attempt


def fetch(stack: Stack, client: FlaskClient, export_id: UUID, *, seconds: float = 60) -> str:
    """Return the file, as soon as there is one that may be handed out."""

    def fetched() -> str | None:
        if state_of(stack, export_id)[0] != State.READY:
            return None
        answer = client.post(f"/exports/{export_id}/download")
        return answer.get_data().decode("utf-8-sig") if answer.status_code == 200 else None

    return wait_for(fetched, seconds=seconds)


def hide(organisation_id: UUID) -> None:
    organisations.hide_now(session.get_one(Organisation, organisation_id), by=None, source=HidingSource.MEMBER)


@pytest.mark.live
def test_hiding_while_files_are_made_and_fetched_leaves_no_moment_for_a_leak(
    stack: Stack, member: FlaskClient, vanishing: list[tuple[UUID, str]]
) -> None:
    gone: list[str] = []

    def hide_all() -> None:
        for organisation_id, name in vanishing:
            sleep(random.uniform(0, 1.2))
            with stack.app.app_context(), transaction():
                hide(organisation_id)
            gone.append(name)

    hiding = threading.Thread(target=hide_all)
    hiding.start()
    served = 0
    while hiding.is_alive() or not served:
        export_id = ask_for_file(member)
        for _ in range(20):
            hidden = list(gone)
            answer = member.post(f"/exports/{export_id}/download")
            if answer.status_code == 200:
                text = answer.get_data().decode("utf-8-sig")
                assert [name for name in hidden if name in text] == []
                served += 1
                break
            sleep(0.1)
    hiding.join()

    assert "Vanishing" not in fetch(stack, member, ask_for_file(member))


@pytest.mark.live
def test_a_file_waits_for_a_hiding_in_progress_and_is_made_anew(
    stack: Stack, member: FlaskClient, vanishing: list[tuple[UUID, str]]
) -> None:
    (organisation_id, name), *_rest = vanishing
    with stack.app.app_context(), transaction():
        hide(organisation_id)
        session.flush()
        export_id = in_another_thread(lambda: ask_for_file(member))
        wait_for(lambda: in_another_thread(lambda: state_of(stack, export_id)[1] >= OTHERS), seconds=30)
        sleep(1)
        assert in_another_thread(lambda: state_of(stack, export_id)[0]) == State.MAKING

    text = fetch(stack, member, export_id)

    assert state_of(stack, export_id)[2] >= 2
    assert name not in text
    assert vanishing[1][1] in text


@pytest.mark.live
def test_a_download_waits_for_a_hiding_in_progress_and_hands_nothing_out(
    stack: Stack, member: FlaskClient, vanishing: list[tuple[UUID, str]]
) -> None:
    organisation_id, name = vanishing[0]
    export_id = ask_for_file(member)
    wait_for(lambda: state_of(stack, export_id)[0] == State.READY, seconds=60)
    answers = []
    download = threading.Thread(target=lambda: answers.append(member.post(f"/exports/{export_id}/download")))
    with stack.app.app_context(), transaction():
        hide(organisation_id)
        session.flush()
        download.start()
        sleep(1)
        assert answers == []
    download.join()

    assert [answer.status_code for answer in answers] == [302]
    assert name not in fetch(stack, member, export_id)


@pytest.mark.live
def test_the_file_of_a_killed_worker_is_made_by_the_next_one(stack: Stack, member: FlaskClient) -> None:
    with stack.app.app_context(), transaction():
        organisations.see_less()
        export_id = in_another_thread(lambda: ask_for_file(member))
        wait_for(lambda: in_another_thread(lambda: state_of(stack, export_id)[1] >= OTHERS), seconds=30)
        stack.kill_worker()
        assert in_another_thread(lambda: state_of(stack, export_id)[0]) == State.MAKING
    with stack.app.app_context():
        assert session.scalar(select(Export.data).where(Export.id == export_id)) is None
    stack.start_worker()

    text = fetch(stack, member, export_id)

    assert text.count("Staying") == OTHERS
    assert state_of(stack, export_id)[2] >= 2
