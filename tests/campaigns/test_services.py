"""Planning, opening, reminding, nudging and closing."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.campaigns import queries, services
from nswp_members.campaigns.errors import (
    AnotherIsOpen,
    CampaignChanged,
    DeadlineTooEarly,
    NobodyInAudience,
    NotADraft,
    NotOpen,
    NudgeSent,
    VersionNotCurrent,
)
from nswp_members.campaigns.models import Campaign, CampaignLetter, CampaignMember, Nudge
from nswp_members.campaigns.queries import Dimension
from nswp_members.core.db import now, session, today, transaction
from nswp_members.endorsements.errors import NobodyToAsk
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import EndorsementRequest, RequestRecipient
from nswp_members.membership.ladder import Ladder
from nswp_members.organisations.models import Listing
from tests.campaigns.conftest import (
    LIFETIME,
    STAFF,
    a_plan,
    answer,
    make_campaign,
    make_member,
    open_campaign,
    representative,
)
from tests.factories import make_endorsement, make_organisation, make_version

LADDER = Ladder((0,), 9, ZoneInfo("UTC"))


def asked() -> list[UUID]:
    """Return who was written to, each time."""
    return list(session.scalars(select(RequestRecipient.organisation_id)))


def climb(at: datetime) -> int:
    with transaction():
        return services.climb(LADDER, at=at, lifetime=LIFETIME, limit=100)


def noon_of_rung(campaign: Campaign, rung: int) -> datetime:
    return datetime.combine(campaign.deadline + timedelta(days=rung), time(12), UTC)


def test_a_plan_writes_to_nobody(app: Flask) -> None:
    make_member()

    campaign = make_campaign()

    assert (campaign.state, asked()) == ("draft", [])


def test_a_plan_compares_with_the_version_before(app: Flask) -> None:
    new = make_version("2030", current=True)

    campaign = make_campaign(version_id=new.id)

    assert campaign.former is not None
    assert campaign.former.label == "2013"


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_lies_ahead(app: Flask, days: int) -> None:
    with pytest.raises(DeadlineTooEarly), transaction():
        services.plan(a_plan(deadline=today() + timedelta(days=days)), by=None)


def test_of_two_who_change_a_plan_the_slower_is_told(app: Flask) -> None:
    campaign = make_campaign()
    seen = campaign.lock
    with transaction():
        services.change(campaign, a_plan(name="First"), expected=seen, by=None)

    with pytest.raises(CampaignChanged), transaction():
        services.change(campaign, a_plan(name="Second"), expected=seen, by=None)

    assert session.get_one(Campaign, campaign.id).name == "First"


def test_opening_fixes_the_audience_as_it_stands_and_writes_to_it(app: Flask) -> None:
    one, other = make_member(country="KE"), make_member(country="FR")
    make_organisation(name="No member")

    campaign = open_campaign()
    make_member(name="Came later")

    members = session.scalars(select(CampaignMember).where(CampaignMember.campaign_id == campaign.id)).all()
    assert {(row.organisation_id, row.region_code, row.category) for row in members} == {
        (one.id, "africa", "full"),
        (other.id, "europe", "full"),
    }
    assert set(asked()) == {one.id, other.id}


def test_the_audience_is_what_the_search_finds(app: Flask) -> None:
    wanted, _other = make_member(country="KE"), make_member(country="FR")

    open_campaign(query={"region": ["africa"]})

    assert asked() == [wanted.id]


def test_hidden_members_and_those_without_contact_belong_to_it_and_are_not_written_to(app: Flask) -> None:
    hidden, silent = make_member(listing=Listing.HIDDEN), make_member(contact=False)
    make_member(name="Reached")

    campaign = open_campaign()

    members = session.scalars(select(CampaignMember.organisation_id).where(CampaignMember.campaign_id == campaign.id))
    assert {hidden.id, silent.id} < set(members)
    assert len(asked()) == 1


def test_who_has_endorsed_already_is_not_written_to(app: Flask) -> None:
    make_endorsement(make_member())
    waiting = make_member()

    open_campaign()

    assert asked() == [waiting.id]


def test_a_campaign_opens_once(app: Flask) -> None:
    make_member()
    campaign = open_campaign()

    with pytest.raises(NotADraft), transaction():
        services.open_campaign(campaign, STAFF, expected=campaign.lock, lifetime=LIFETIME)

    assert len(asked()) == 1


def test_only_the_current_version_can_be_asked_for(app: Flask) -> None:
    make_member()
    campaign = make_campaign()
    make_version("2030", current=True)

    with pytest.raises(VersionNotCurrent), transaction():
        services.open_campaign(campaign, STAFF, expected=campaign.lock, lifetime=LIFETIME)


def test_a_version_has_one_open_campaign(app: Flask) -> None:
    make_member()
    open_campaign()
    second = make_campaign()

    with pytest.raises(AnotherIsOpen), transaction():
        services.open_campaign(second, STAFF, expected=second.lock, lifetime=LIFETIME)


def test_without_members_nothing_opens(app: Flask) -> None:
    make_organisation()
    campaign = make_campaign()

    with pytest.raises(NobodyInAudience), transaction():
        services.open_campaign(campaign, STAFF, expected=campaign.lock, lifetime=LIFETIME)

    assert campaign.state == "draft"


def test_reminders_go_once_on_their_day_to_who_has_not_answered(app: Flask) -> None:
    silent, declined = make_member(), make_member()
    campaign = open_campaign()
    answer(declined, Act.DECLINED)

    assert climb(noon_of_rung(campaign, -31)) == 0
    assert climb(noon_of_rung(campaign, -30)) == 1
    assert climb(noon_of_rung(campaign, -29)) == 0
    make_endorsement(silent)
    assert climb(noon_of_rung(campaign, -7)) == 0

    assert asked().count(silent.id) == 2
    assert asked().count(declined.id) == 1


def test_after_missed_runs_only_the_last_reminder_goes(app: Flask) -> None:
    make_member()
    campaign = open_campaign()

    assert climb(noon_of_rung(campaign, -1)) == 1

    rungs = session.scalars(select(CampaignLetter.rung).order_by(CampaignLetter.rung)).all()
    assert list(rungs) == [services.OPENING, -7]


def test_a_rung_that_lies_before_the_opening_is_left_out(app: Flask) -> None:
    make_member()
    open_campaign(deadline=today() + timedelta(days=10))

    assert climb(now() + timedelta(minutes=1)) == 0


def test_who_asked_for_time_is_left_alone_until_then(app: Flask) -> None:
    patient = make_member()
    campaign = open_campaign()
    answer(patient, Act.NEEDS_TIME, until=today() + timedelta(days=20))

    assert queries.to_ask(campaign, [patient.id]) == []

    answer(patient, Act.NEEDS_TIME, until=today() - timedelta(days=1))
    assert queries.to_ask(campaign, [patient.id]) == [patient.id]


def test_a_longer_time_moves_the_reminders(app: Flask) -> None:
    make_member()
    campaign = open_campaign()
    first = noon_of_rung(campaign, -30)
    with transaction():
        services.extend(campaign, deadline=campaign.deadline + timedelta(days=30), expected=campaign.lock, by=None)

    assert climb(first) == 0
    assert climb(first + timedelta(days=30)) == 1


def test_a_nudge_reaches_exactly_those_of_the_list_that_have_not_answered(app: Flask) -> None:
    listed, answered, other = make_member(), make_member(), make_member()
    campaign = open_campaign()
    with transaction():
        nudge = services.draft_nudge(campaign, [listed.id, answered.id], region=None, reason=None, by=None)
    make_endorsement(answered)

    with transaction():
        number = services.send_nudge(nudge, campaign, STAFF, capacity="", lifetime=LIFETIME)

    assert number == 1
    assert [asked().count(one.id) for one in (listed, answered, other)] == [2, 1, 1]
    with pytest.raises(NudgeSent), transaction():
        services.send_nudge(nudge, campaign, STAFF, capacity="", lifetime=LIFETIME)


def test_a_draft_reaches_nobody_of_a_region_that_was_given_up(app: Flask) -> None:
    kenyan, french = make_member(country="KE"), make_member(country="FR")
    campaign = open_campaign()
    with transaction():
        nudge = services.draft_nudge(campaign, [kenyan.id, french.id], region=None, reason=None, by=None)

    with transaction():
        number = services.send_nudge(nudge, campaign, representative("europe"), capacity="", lifetime=LIFETIME)

    assert number == 1
    assert [asked().count(one.id) for one in (kenyan, french)] == [1, 2]


def test_nobody_gets_two_extra_letters_within_three_days(app: Flask) -> None:
    member = make_member()
    campaign = open_campaign()

    def nudge() -> None:
        with transaction():
            drafted = services.draft_nudge(campaign, [member.id], region=None, reason=None, by=None)
            services.send_nudge(drafted, campaign, STAFF, capacity="", lifetime=LIFETIME)

    nudge()
    with pytest.raises(NobodyToAsk):
        nudge()
    session.scalars(select(Nudge)).one().sent_at = now() - timedelta(days=4)
    session.commit()
    nudge()

    assert asked().count(member.id) == 3


def test_nobody_is_asked_for_a_version_that_was_superseded(app: Flask) -> None:
    member = make_member()
    campaign = open_campaign()
    with transaction():
        nudge = services.draft_nudge(campaign, [member.id], region=None, reason=None, by=None)

    make_version("2030", current=True)

    assert queries.campaigns_waiting_for(member.id) == []
    assert climb(noon_of_rung(campaign, -7)) == 0
    with pytest.raises(VersionNotCurrent), transaction():
        services.send_nudge(nudge, campaign, STAFF, capacity="", lifetime=LIFETIME)
    assert asked() == [member.id]


def test_closing_freezes_the_report_whatever_happens_later(app: Flask) -> None:
    endorser, late = make_member(), make_member()
    campaign = open_campaign()
    make_endorsement(endorser)

    with transaction():
        services.close(campaign, STAFF, expected=campaign.lock, by=None)
    frozen = campaign.report
    make_endorsement(late)
    session.expire_all()

    assert frozen is not None
    assert campaign.report == frozen
    [africa] = frozen["boards"][Dimension.REGION]
    assert (africa["key"], africa["counts"]["endorsed"], sum(africa["counts"].values())) == ("africa", 1, 2)
    assert [number for _day, number in frozen["over_time"]] == [1]


def test_a_closed_campaign_is_over(app: Flask) -> None:
    make_member()
    campaign = open_campaign()
    with transaction():
        services.close(campaign, STAFF, expected=campaign.lock, by=None)

    assert climb(noon_of_rung(campaign, -7)) == 0
    for act in (
        lambda: services.close(campaign, STAFF, expected=campaign.lock, by=None),
        lambda: services.extend(campaign, deadline=today() + timedelta(days=9), expected=campaign.lock, by=None),
        lambda: services.draft_nudge(campaign, [], region=None, reason=None, by=None),
    ):
        with pytest.raises(NotOpen), transaction():
            act()


def test_a_plan_can_be_thrown_away_and_an_open_campaign_not(app: Flask) -> None:
    make_member()
    plan, campaign = make_campaign(), open_campaign()

    with transaction():
        services.discard(plan, by=None)
    with pytest.raises(NotADraft), transaction():
        services.discard(campaign, by=None)

    assert session.scalars(select(Campaign.id)).all() == [campaign.id]


def test_every_step_is_in_the_trail_and_names_no_organisation(app: Flask) -> None:
    member = make_member(name="Tell-tale")
    campaign = open_campaign()
    with transaction():
        services.close(campaign, STAFF, expected=campaign.lock, by=None)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_type == "campaign")).all()
    assert [one.action for one in entries] == ["campaigns.planned", "campaigns.opened", "campaigns.closed"]
    assert str(member.id) not in str([one.details for one in entries])


def test_each_letter_belongs_to_a_request_that_names_the_campaign(app: Flask) -> None:
    make_member()
    campaign = open_campaign()

    letter = session.scalars(select(CampaignLetter)).one()
    request = session.get_one(EndorsementRequest, letter.request_id)
    assert request.filters == {"campaign": str(campaign.id)}
