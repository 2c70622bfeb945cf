"""The board: what is counted, and for whom."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from nswp_members.campaigns import queries, services
from nswp_members.campaigns import queries as campaigns
from nswp_members.campaigns.queries import Dimension
from nswp_members.campaigns.reaching import Progress
from nswp_members.core.db import now, session, today, transaction
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import RequestRecipient
from nswp_members.notices.models import Notice, State
from nswp_members.organisations.models import Listing
from tests.campaigns.conftest import STAFF, answer, make_campaign, make_member, open_campaign, representative
from tests.conftest import QueryCounter
from tests.factories import make_endorsement, make_version


def test_each_organisation_stands_at_the_first_word_that_holds(app: Flask) -> None:
    names = ("endorsed", "declined", "time", "late", "withdrawn", "hidden", "silent", "bounced", "unopened")
    made = {
        name: make_member(
            name=name, contact=name != "silent", listing=Listing.HIDDEN if name == "hidden" else Listing.UNLISTED
        )
        for name in names
    }
    withdrawn = make_endorsement(made["withdrawn"])
    campaign = open_campaign()
    make_endorsement(made["endorsed"])
    answer(made["declined"], Act.DECLINED)
    answer(made["time"], Act.NEEDS_TIME, until=today() + timedelta(days=5))
    answer(made["late"], Act.NEEDS_TIME, until=today() - timedelta(days=1))
    withdrawn.withdrawn_at = now()
    people = {row.organisation_id: row for row in queries.named(STAFF, campaign, [one.id for one in made.values()])}
    assert people[made["bounced"].id].progress == Progress.NEVER_OPENED
    _return_letters_to(made["bounced"].id)

    found = {row.name: row.progress for row in queries.named(STAFF, campaign, [one.id for one in made.values()])}

    assert found == {
        "endorsed": Progress.ENDORSED,
        "declined": Progress.DECLINED,
        "time": Progress.NEEDS_TIME,
        "late": Progress.NEVER_OPENED,
        "withdrawn": Progress.WITHDRAWN,
        "hidden": Progress.HIDDEN,
        "silent": Progress.NO_CONTACT,
        "bounced": Progress.BOUNCED,
        "unopened": Progress.NEVER_OPENED,
    }


def _return_letters_to(organisation_id: object) -> None:
    ids = select(RequestRecipient.notice_id).where(RequestRecipient.organisation_id == organisation_id)
    session.execute(update(Notice).where(Notice.id.in_(ids)).values(state=State.FAILED))
    session.commit()


@pytest.mark.parametrize(
    ("dimension", "keys"),
    [
        (Dimension.REGION, ["africa", "europe"]),
        (Dimension.COUNTRY, ["FR", "KE"]),
        (Dimension.CATEGORY, ["associate", "full"]),
        (Dimension.LANGUAGE, ["en"]),
    ],
)
def test_the_board_divides_the_audience(app: Flask, dimension: Dimension, keys: list[str]) -> None:
    make_member(country="KE")
    make_member(country="FR", category="associate")
    campaign = open_campaign()

    rows = queries.board(STAFF, campaign, dimension, now())

    assert [row.key for row in rows] == keys
    assert queries.total(rows).organisations == 2


def test_representatives_count_their_own_region_without_the_hidden(app: Flask) -> None:
    own = make_member(country="KE", name="Own")
    make_member(country="KE", listing=Listing.HIDDEN, name="Hidden")
    make_member(country="FR", name="Elsewhere")
    campaign = open_campaign()
    viewer = representative("africa")

    rows = queries.board(viewer, campaign, Dimension.REGION, now())
    listed = queries.not_reached(viewer, campaign, now(), limit=10).rows

    assert [(row.key, row.organisations) for row in rows] == [("africa", 1)]
    assert [row.organisation_id for row in listed] == [own.id]
    assert queries.matching_ids(viewer, campaign, now(), region="europe") == []


def test_an_older_version_still_counts_for_itself_and_not_for_the_new_one(app: Flask) -> None:
    member = make_member()
    make_endorsement(member)
    new = make_version("2030", current=True)
    campaign = open_campaign(version_id=new.id)

    assert queries.position_in(campaign, member.id) == Progress.NEVER_OPENED


def test_endorsements_add_up_over_the_days(app: Flask) -> None:
    campaign_members = [make_member() for _ in range(3)]
    campaign = open_campaign()
    for member, days in zip(campaign_members, (2, 1, 1), strict=True):
        make_endorsement(member).recorded_at = now() - timedelta(days=days)
    session.commit()

    found = queries.answers_over_time(STAFF, campaign)

    assert found == [(today() - timedelta(days=2), 1), (today() - timedelta(days=1), 3)]


def test_the_board_takes_the_same_number_of_queries_however_many_there_are(app: Flask, queries: QueryCounter) -> None:
    make_member()
    small = open_campaign()
    session.refresh(small)
    with queries.counting():
        campaigns.board(STAFF, small, Dimension.COUNTRY, now())
    few = len(queries.statements)
    queries.statements.clear()
    for _ in range(8):
        make_member()
    make_version("2030", current=True)
    large = open_campaign()
    session.refresh(large)
    with queries.counting():
        campaigns.board(STAFF, large, Dimension.COUNTRY, now())

    assert len(queries.statements) == few == 1


def test_an_organisation_is_asked_only_by_campaigns_that_it_belongs_to(app: Flask) -> None:
    member, stranger = make_member(country="KE"), make_member(country="FR")
    campaign = open_campaign(query={"region": ["africa"]})
    make_campaign()

    assert queries.campaigns_waiting_for(member.id) == [campaign]
    assert queries.campaigns_waiting_for(stranger.id) == []
    assert queries.campaign_asking(stranger.id, campaign.id) is None
    make_endorsement(member)
    assert queries.campaigns_waiting_for(member.id) == []


def test_answers_after_closing_do_not_move_what_representatives_see(app: Flask) -> None:
    late = make_member(country="KE")
    campaign = open_campaign()
    with transaction():
        services.close(campaign, STAFF, expected=campaign.lock, by=None)
    at = campaign.closed_at or now()
    answer(late, Act.DECLINED)

    [row] = queries.board(representative("africa"), campaign, Dimension.REGION, at)

    assert row.counts[Progress.DECLINED] == 0
