from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.endorsements import tasks
from nswp_members.figures.models import FrozenFigures
from tests.factories import current_version, run_task, supersede_current


def test_coverage_is_taken_once_in_a_period(app: Flask) -> None:
    run_task(tasks.freeze_figures)
    run_task(tasks.freeze_figures)

    stored = session.scalars(select(FrozenFigures)).all()
    assert [(one.name, one.scope) for one in stored] == [("endorsements.coverage", str(current_version().id))]


def test_without_a_current_version_there_is_nothing_to_take(app: Flask) -> None:
    supersede_current()
    session.commit()

    run_task(tasks.freeze_figures)

    assert session.scalars(select(FrozenFigures)).all() == []
