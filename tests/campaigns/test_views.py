"""The pages of campaigns, as each kind of viewer meets them."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from nswp_members.accounts.viewers import Role
from nswp_members.campaigns.models import Campaign, Nudge
from nswp_members.core.db import now, session, today
from nswp_members.endorsements.models import RequestRecipient
from nswp_members.organisations.models import Listing
from nswp_members.statements.models import StatementBlock, StatementTranslation
from nswp_members.statements.services import publish_translation
from tests.campaigns.conftest import make_campaign, make_member, open_campaign
from tests.factories import (
    current_version,
    make_endorsement,
    make_mandate,
    make_organisation,
    make_role,
    make_version,
    sign_in,
)

PAGES = ("", "/organisations", "/edit", "/extend", "/close", "/report.pdf", "/report.xlsx")


@pytest.fixture
def staff(client: FlaskClient) -> FlaskClient:
    """The membership staff, signed in."""
    return sign_in(client, make_role(Role.MEMBERSHIP))


def entered(**changes: str) -> dict[str, str]:
    """Return a plan as the form sends it."""
    return {
        "name": "Stand with us",
        "version": str(current_version().id),
        "search": "",
        "deadline": (today() + timedelta(days=60)).isoformat(),
        "reminders": "30, 7",
        "words_en": "Please read it.",
        "lock": "0",
    } | changes


def only() -> Campaign:
    return session.scalars(select(Campaign)).one()


def follow(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """Open the page that an answer leads to."""
    assert answer.status_code == 302, answer.text
    return client.get(answer.location)


def lock_of(page: str) -> str:
    return re.findall(r'name="lock"[^>]*value="(\d+)"', page)[0]


def test_a_campaign_from_plan_to_report(staff: FlaskClient) -> None:
    member = make_member(name="Sunrise")

    planned = follow(staff, staff.post("/campaigns/new", data=entered()))
    assert "Nobody has been written to" in planned.text
    address = f"/campaigns/{only().id}"
    opened = follow(staff, staff.post(f"{address}/open", data={"lock": lock_of(planned.text)}))
    assert "1 organisation is written to" in opened.text
    make_endorsement(member)
    closed = follow(staff, staff.post(f"{address}/close", data={"lock": lock_of(staff.get(f"{address}/close").text)}))

    assert "The report stays as it is now" in closed.text
    book = load_workbook(BytesIO(staff.get(f"{address}/report.xlsx").data))
    assert [cell.value for cell in book["Region"][2]][:3] == ["Africa", 1, 1]
    paper = PdfReader(BytesIO(staff.get(f"{address}/report.pdf").data))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "1 of 1 endorsed" in text
    assert "Sunrise" not in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give the campaign a name."),
        ("deadline", "", "Enter a day."),
        ("deadline", "2020-01-01", "Choose a day after today."),
        ("reminders", "soon", "Enter whole numbers of days"),
        ("reminders", "400", "at most 180 days"),
        ("version", "", "Choose a version."),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_at_its_field(
    staff: FlaskClient, field: str, value: str, sentence: str
) -> None:
    page = staff.post("/campaigns/new", data=entered(**{field: value}))

    assert sentence in page.text
    assert session.scalars(select(Campaign)).all() == []


def test_two_who_change_a_plan_do_not_overwrite_each_other(staff: FlaskClient) -> None:
    campaign = make_campaign()
    seen = str(campaign.lock)
    staff.post(f"/campaigns/{campaign.id}/edit", data=entered(name="First", lock=seen))

    page = staff.post(f"/campaigns/{campaign.id}/edit", data=entered(name="Second", lock=seen))

    assert "Somebody else changed this campaign" in page.text
    assert 'value="Second"' in page.text
    assert only().name == "First"


def test_a_second_click_on_open_writes_nothing_more(staff: FlaskClient) -> None:
    make_member()
    campaign = make_campaign()
    lock = str(campaign.lock)
    staff.post(f"/campaigns/{campaign.id}/open", data={"lock": lock})

    page = follow(staff, staff.post(f"/campaigns/{campaign.id}/open", data={"lock": lock}))

    assert "Somebody else changed this campaign" in page.text
    assert len(session.scalars(select(RequestRecipient)).all()) == 1


def test_a_list_becomes_a_letter_to_exactly_those(staff: FlaskClient) -> None:
    make_member(name="Waiting")
    campaign = open_campaign()

    draft = follow(
        staff, staff.post(f"/campaigns/{campaign.id}/nudges", data={"progress": "never-opened", "region": ""})
    )
    assert "Waiting" in draft.text
    assert "Send to 1 organisation" in draft.text
    nudge = session.scalars(select(Nudge)).one()
    sent = follow(staff, staff.post(f"/campaigns/{campaign.id}/nudges/{nudge.id}/send"))

    assert "1 organisation is written to" in sent.text
    assert len(session.scalars(select(RequestRecipient)).all()) == 2


def test_a_draft_letter_can_be_thrown_away(staff: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()
    staff.post(f"/campaigns/{campaign.id}/nudges", data={})
    nudge = session.scalars(select(Nudge)).one()

    staff.post(f"/campaigns/{campaign.id}/nudges/{nudge.id}/drop")

    assert session.scalars(select(Nudge)).all() == []


def test_an_empty_list_makes_no_draft(staff: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()

    page = follow(staff, staff.post(f"/campaigns/{campaign.id}/nudges", data={"progress": "bounced"}))

    assert "There is nobody on this list" in page.text
    assert session.scalars(select(Nudge)).all() == []


def test_representatives_see_and_nudge_their_own_region_only(client: FlaskClient) -> None:
    make_member(name="Nairobi Rising", country="KE")
    make_member(name="Paris Debout", country="FR")
    make_member(name="Unseen", country="KE", listing=Listing.HIDDEN)
    campaign = open_campaign()
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    board = client.get(f"/campaigns/{campaign.id}").text
    listed = client.get(f"/campaigns/{campaign.id}/organisations?progress=never-opened&region=europe").text
    client.post(f"/campaigns/{campaign.id}/nudges", data={"progress": "never-opened"})

    assert "Europe" not in board
    assert "by=category" not in board
    assert "Nairobi Rising" in listed
    assert "Paris Debout" not in listed
    assert "Unseen" not in listed
    assert len(session.scalars(select(Nudge)).one().organisation_ids) == 1


def test_a_letter_of_somebody_else_is_absent_for_representatives(client: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()
    staff_nudge = Nudge(campaign_id=campaign.id, organisation_ids=[], made_at=campaign.created_at)
    session.add(staff_nudge)
    session.commit()
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert client.get(f"/campaigns/{campaign.id}/nudges/{staff_nudge.id}").status_code == 404


def test_an_organisation_reads_what_it_is_asked(client: FlaskClient) -> None:
    member = make_member()
    campaign = open_campaign()
    sign_in(client, make_mandate(member, "endorse"))

    page = client.get(f"/campaigns/{campaign.id}")

    assert "Please read it." in page.text
    assert f"/organisations/{member.id}/endorse" in page.text


def test_for_who_is_not_asked_a_campaign_and_an_absent_one_answer_alike(client: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()
    for person in (make_mandate(make_organisation(), "endorse"), make_role(Role.DONOR), make_role(Role.COMMUNICATIONS)):
        sign_in(client, person)
        for page in PAGES:
            answers = [client.get(f"/campaigns/{key}{page}") for key in (campaign.id, uuid4())]
            assert [one.status_code for one in answers] == [404, 404]
        client.post("/accounts/sign-out")


def test_signed_out_nothing_is_told(client: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()

    present, absent = campaign.id, uuid4()
    answers = [client.get(f"/campaigns/{key}").text.replace(str(key), "-") for key in (present, absent)]

    assert answers[0] == answers[1]


def test_a_report_exists_only_after_closing(staff: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()

    assert staff.get(f"/campaigns/{campaign.id}/report.pdf").status_code == 404


def test_more_time_is_given_by_a_new_day(staff: FlaskClient) -> None:
    make_member()
    campaign = open_campaign()
    later = today() + timedelta(days=90)
    address = f"/campaigns/{campaign.id}/extend"

    refused = staff.post(address, data={"lock": lock_of(staff.get(address).text), "deadline": today().isoformat()})
    staff.post(address, data={"lock": lock_of(staff.get(address).text), "deadline": later.isoformat()})

    assert "Choose a day after today" in refused.text
    session.expire_all()
    assert only().deadline == later


def test_a_plan_is_thrown_away(staff: FlaskClient) -> None:
    campaign = make_campaign()

    page = follow(staff, staff.post(f"/campaigns/{campaign.id}/discard"))

    assert "The plan is gone" in page.text
    assert "No campaigns yet" in page.text


def test_an_organisation_sees_what_changed_and_can_say_no_or_later(client: FlaskClient) -> None:
    member = make_member()
    new = make_version("2030", current=True)
    translation = StatementTranslation(
        version=new,
        locale="en",
        title="Statement",
        created_at=now(),
        blocks=[StatementBlock(key="right-9", kind="right", position=1, title="Rest", content="The right to rest.")],
    )
    session.add(translation)
    publish_translation(translation)
    session.commit()
    campaign = open_campaign()
    sign_in(client, make_mandate(member, "endorse"))

    page = client.get(f"/en/campaigns/{campaign.id}").text

    assert "What changed since the 2013 edition" in page
    assert "The right to rest." in page
    assert f"/organisations/{member.id}/endorse/decline" in page
    assert f"/organisations/{member.id}/endorse/time" in page


def test_an_organisation_is_not_led_to_answer_for_a_version_that_was_superseded(client: FlaskClient) -> None:
    member = make_member()
    campaign = open_campaign()
    make_version("2030", current=True)
    sign_in(client, make_mandate(member, "read", "endorse"))

    page = client.get(f"/campaigns/{campaign.id}").text

    assert "A newer edition has taken the place of this one" in page
    assert f"/organisations/{member.id}/endorse/decline" not in page


def test_a_campaign_that_asks_nobody_in_a_region_is_absent_for_its_representatives(client: FlaskClient) -> None:
    make_member(country="FR")
    make_member(country="KE", listing=Listing.HIDDEN)
    campaign = open_campaign(name="Only Europe")
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert "Only Europe" not in client.get("/campaigns").text
    for page in ("", "/organisations"):
        assert client.get(f"/campaigns/{campaign.id}{page}").status_code == 404
