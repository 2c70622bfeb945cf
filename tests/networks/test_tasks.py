from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import now, session
from nswp_members.figures.models import FrozenFigures
from nswp_members.networks import services, tasks
from tests.factories import make_network, make_organisation, run_task


def test_the_sizes_of_networks_are_taken_once_in_a_period(app: Flask) -> None:
    run_task(tasks.freeze_figures)
    run_task(tasks.freeze_figures)

    assert [one.name for one in session.scalars(select(FrozenFigures))] == ["networks.sizes"]


def test_a_request_that_nobody_answered_runs_out(app: Flask) -> None:
    request = services.ask_to_join(make_network().id, make_organisation().id, words="", by=None)
    request.expires_at = now() - timedelta(seconds=1)

    run_task(tasks.carry_out)

    assert request.state == "expired"
