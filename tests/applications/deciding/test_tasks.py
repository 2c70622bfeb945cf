"""The clock minimises what is kept long enough."""

from datetime import timedelta

import pytest

from nswp_members.applications.deciding import tasks
from nswp_members.applications.models import Application
from nswp_members.applications.states import State
from nswp_members.core.db import now, session
from tests.factories import make_application, run_task

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(("days", "is_forgotten"), [(170, False), (190, True)])
def test_half_a_year_after_it_ended_an_application_is_forgotten(days: int, is_forgotten: bool) -> None:
    application = make_application(state=State.WITHDRAWN)
    application.entered_at = now() - timedelta(days=days)

    run_task(tasks.minimise)

    assert (session.get_one(Application, application.id).name is None) == is_forgotten
