"""Exports in the background."""

from datetime import timedelta

from nswp_members.accounts.models import Person
from nswp_members.core.db import session, transaction
from nswp_members.exports import tasks
from nswp_members.exports.models import State
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource
from tests.exports.conftest import Ask, asked_and_made
from tests.factories import make_organisation, run_task, viewer_of


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
