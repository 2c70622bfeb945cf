"""What happens to consultations by the clock."""

from datetime import timedelta

import pytest

from nswp_members.consultations import tasks
from nswp_members.consultations.models import State
from nswp_members.core.db import now
from tests.consultations.conftest import Make
from tests.factories import run_task

pytestmark = pytest.mark.usefixtures("hints", "organisation")


def test_what_has_run_out_is_closed_once(make: Make) -> None:
    due, later = make(), make(slug="later")
    due.opens_at, due.closes_at = now() - timedelta(days=2), now() - timedelta(minutes=1)

    for _again in range(2):
        run_task(tasks.tend)

    assert (due.state, later.state) == (State.CLOSED, State.OPEN)
    assert due.closed_at is not None
