from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.figures.models import FrozenFigures
from nswp_members.networks import tasks
from tests.factories import run_task


def test_the_sizes_of_networks_are_taken_once_in_a_period(app: Flask) -> None:
    run_task(tasks.freeze_figures)
    run_task(tasks.freeze_figures)

    assert [one.name for one in session.scalars(select(FrozenFigures))] == ["networks.sizes"]
