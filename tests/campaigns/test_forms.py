"""Reminders as people type them."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from nswp_members.campaigns.forms import PlanForm


@pytest.mark.parametrize(
    ("typed", "rungs"),
    [("30, 14, 3", (-30, -14, -3)), ("3 14;30", (-30, -14, -3)), ("7,7", (-7,)), ("", ()), ("0", (0,))],
)
def test_reminders_are_days_before_the_deadline(app: Flask, typed: str, rungs: tuple[int, ...]) -> None:
    with app.test_request_context():
        form = PlanForm(formdata=MultiDict({"reminders": typed}), meta={"csrf": False})
        form.offer([], [], "")
        form.validate()

        assert form.reminders.errors in ([], ())
        assert form.rungs() == rungs


@pytest.mark.parametrize("typed", ["soon", "3.5", "-3", "1,2,3,4,5,6,7", "181", "٣"])
def test_other_reminders_are_refused(app: Flask, typed: str) -> None:
    with app.test_request_context():
        form = PlanForm(formdata=MultiDict({"reminders": typed}), meta={"csrf": False})
        form.offer([], [], "")
        form.validate()

        assert form.reminders.errors
