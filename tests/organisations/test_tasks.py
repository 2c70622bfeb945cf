from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import now, session
from nswp_members.organisations import services
from nswp_members.organisations.models import ProfileDraft
from nswp_members.organisations.tasks import forget_drafts
from tests.factories import make_mandate, make_organisation, run_task


def test_what_nobody_came_back_to_is_forgotten(app: Flask) -> None:
    organisation = make_organisation()
    for step in ("names", "work"):
        services.keep_draft(organisation, step, [], by=make_mandate(organisation, "edit").id)
    old = session.scalars(select(ProfileDraft).where(ProfileDraft.step == "names")).one()
    old.updated_at = now() - timedelta(days=31)

    run_task(forget_drafts)

    assert [one.step for one in session.scalars(select(ProfileDraft))] == ["work"]
