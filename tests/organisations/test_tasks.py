from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import services
from nswp_members.organisations.models import FieldRead, ProfileDraft
from nswp_members.organisations.tasks import end_accesses, forget_drafts, forget_reads
from tests.factories import (
    give_access,
    make_mandate,
    make_organisation,
    make_person,
    make_role,
    run_task,
)


def test_what_nobody_came_back_to_is_forgotten(app: Flask) -> None:
    organisation = make_organisation()
    for step in ("names", "work"):
        services.keep_draft(organisation, step, [], by=make_mandate(organisation, "edit").id)
    old = session.scalars(select(ProfileDraft).where(ProfileDraft.step == "names")).one()
    old.updated_at = now() - timedelta(days=31)

    run_task(forget_drafts)

    assert [one.step for one in session.scalars(select(ProfileDraft))] == ["work"]


def test_reads_are_kept_for_the_months_in_the_settings(app: Flask) -> None:
    organisation = make_organisation()
    for months in (23, 25):
        at = now() - timedelta(days=months * 30.5)
        session.add(
            FieldRead(
                organisation_id=organisation.id,
                person_id=make_person().id,
                role="donor",
                read_on=at.date(),
                first_at=at,
                last_at=at,
                times=months,
                fields=["city"],
            )
        )
    session.commit()

    run_task(forget_reads)

    assert session.scalars(select(FieldRead.times)).all() == [23]


def test_access_that_is_over_is_ended(app: Flask) -> None:
    grant = give_access(make_organisation(), make_role(Role.REGIONAL_REPRESENTATIVE))
    grant.valid_until = now() - timedelta(seconds=1)

    run_task(end_accesses)

    assert grant.state == "ended"
