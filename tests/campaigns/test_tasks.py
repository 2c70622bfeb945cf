"""Reminders by the clock."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.campaigns.tasks import climb
from nswp_members.core.db import now, session, today
from nswp_members.endorsements.models import RequestRecipient
from tests.campaigns.conftest import make_member, open_campaign
from tests.factories import run_task


def test_a_reminder_that_is_due_goes_out_once(app: Flask) -> None:
    make_member()
    campaign = open_campaign()
    campaign.opened_at = now() - timedelta(days=40)
    campaign.deadline = today() + timedelta(days=6)
    session.commit()

    run_task(climb)
    run_task(climb)

    assert len(session.scalars(select(RequestRecipient)).all()) == 2
