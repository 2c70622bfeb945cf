"""The form and its link, the public list in all its forms, the queue, and letters."""

import csv
import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from nswp_members.accounts import throttling
from nswp_members.accounts.viewers import Role
from nswp_members.allies.forms import OPENED
from nswp_members.allies.links import token_of
from nswp_members.allies.models import Ally, AllyState, Letter, LetterSignature, LetterState
from nswp_members.core.crypto import keyring
from nswp_members.core.db import now, session, today
from nswp_members.notices.models import Notice
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import HidingSource, Listing, Organisation
from tests.factories import (
    an_id,
    current_version,
    make_ally,
    make_endorsement,
    make_letter,
    make_mandate,
    make_organisation,
    make_person,
    make_role,
    make_version,
    sign_in,
)

FORM = {"name": "Friends", "country": "KE", "website": "friends.example.org", "agree": "y"}
SIGNED = {"name": "Ada", "function": "coordinator", "confirm": "y"}


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def label() -> str:
    return current_version().label


def opened(seconds_ago: int = 60) -> str:
    """Return the mark of a form that was shown some time ago."""
    return keyring.sign(OPENED, f"{now().timestamp() - seconds_ago:.0f}")


def send(client: FlaskClient, email: str = "a@friends.example.org", path: str = "", **values: str) -> TestResponse:
    data = {**FORM, "email": email, "opened": opened(), **values}
    return client.post(path or f"/statement/{label()}/endorse", data=data)


def count_of(model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def named_member(name: str = "Banana House") -> Organisation:
    organisation = make_organisation(name=name, listing=Listing.LISTED)
    make_endorsement(organisation, signatory=make_person(name="Ada Example")).may_name = True
    session.commit()
    return organisation


def staff(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


def test_an_ally_endorses_by_the_link_that_was_mailed(client: FlaskClient) -> None:
    page = client.get(f"/statement/{label()}/endorse")
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert send(client, may_name="y").location == "/allies/sent"
    assert client.get("/allies/sent").status_code == 200
    ally = session.scalars(select(Ally)).one()
    path = f"/allies/link/{token_of(ally.id)}"

    for _ in range(2):
        assert "Friends" in client.get(path).text
    assert session.get_one(Ally, ally.id).state == "unconfirmed"
    assert client.post(path, data={**FORM, "name": "True Friends"}).status_code == 302

    found = session.get_one(Ally, ally.id)
    assert (found.name, found.may_name, found.state) == ("True Friends", False, "waiting")
    assert "The secretariat looks at it" in client.get(path).text
    assert client.post(path, data=FORM).status_code == 302
    assert session.get_one(Ally, ally.id).name == "True Friends"


def test_the_form_answers_alike_whether_or_not_the_address_endorses(client: FlaskClient) -> None:
    make_ally(email="known@friends.example.org")
    make_person(email="person@friends.example.org")

    answers = {
        (answer.status_code, answer.text, str(answer.headers))
        for answer in (send(client, f"{one}@friends.example.org") for one in ("known", "person", "new"))
    }

    assert len(answers) == 1
    assert sorted(session.scalars(select(Notice.kind))) == ["ally_confirm", "ally_confirm", "ally_known"]


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"country": "XX"}, {"country": ""}, {"agree": ""}, {"website": "javascript:x"}]
)
def test_what_is_missing_or_wrong_is_said_at_the_field(client: FlaskClient, values: dict[str, str]) -> None:
    answer = send(client, **values)

    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert count_of(Ally) == 0


def test_what_comes_faster_than_anybody_reads_is_asked_for_again(client: FlaskClient) -> None:
    answer = send(client, opened=opened(0))

    assert "That was very quick" in answer.text
    assert count_of(Ally) == 0
    mark = re.search(r'name="opened"[^>]*value="([^"]+)"', answer.text)
    assert mark
    assert send(client, opened="made-up").status_code == 200
    assert count_of(Ally) == 0


def test_who_falls_into_the_trap_gets_the_usual_answer_and_nothing_is_kept(client: FlaskClient) -> None:
    assert send(client, contact_time="Buy now").location == "/allies/sent"
    assert count_of(Ally) == 0


def test_one_network_may_send_twenty_forms_an_hour(client: FlaskClient) -> None:
    answers = [send(client, f"a{number}@x.example.org").status_code for number in range(22)]

    assert answers == [302] * 20 + [429] * 2
    assert count_of(Ally) == 20


def test_a_flood_from_everywhere_meets_a_limit_for_all(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "REQUESTS_OF_ALL", throttling.parse("5 per hour"))

    answers = []
    for number in range(8):
        data = {**FORM, "email": f"a{number}@x.example.org", "opened": opened()}
        source = {"REMOTE_ADDR": f"10.{number}.1.1"}
        answers.append(client.post(f"/statement/{label()}/endorse", data=data, environ_overrides=source).status_code)

    assert answers == [302] * 5 + [429] * 3


def test_only_the_current_version_is_endorsed(client: FlaskClient) -> None:
    make_version("1999")

    assert client.get("/statement/1999/endorse").location == f"/statement/{label()}/endorse"
    assert client.get("/statement/never/endorse").status_code == 404


def test_individuals_endorse_only_where_they_are_wanted(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, "one@x.example.org", kind="individual")
    monkeypatch.setitem(app.config, "ALLY_INDIVIDUALS", True)
    send(client, "two@x.example.org", kind="individual")

    assert sorted(session.scalars(select(Ally.kind))) == ["individual", "organisation"]


@pytest.mark.parametrize("end", ["", "/naming", "/withdraw"])
def test_links_that_open_nothing_answer_alike(client: FlaskClient, end: str) -> None:
    withdrawn = token_of(make_ally(state=AllyState.WITHDRAWN).id)
    tokens = (withdrawn, token_of(an_id()), "made-up")

    answers = {(one.status_code, one.text) for one in (client.post(f"/allies/link/{token}{end}") for token in tokens)}

    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    assert {client.get(f"/allies/link/{token}").status_code for token in tokens} == {404}


def test_an_ally_chooses_anew_whether_to_be_named_and_withdraws(client: FlaskClient) -> None:
    ally = make_ally(name="Friends")
    path, listing = f"/allies/link/{token_of(ally.id)}", f"/statement/{label()}/signatories"
    assert "Friends" in client.get(listing).text

    client.post(f"{path}/naming", data={})
    assert "Friends" not in client.get(listing).text
    client.post(f"{path}/naming", data={"may_name": "y"})
    assert "Friends" in client.get(listing).text
    assert client.post(f"{path}/withdraw").status_code == 200

    assert "Friends" not in client.get(listing).text
    assert client.get(path).status_code == 404


def test_a_refusal_and_its_reason_are_read_behind_the_link(client: FlaskClient) -> None:
    ally = make_ally(state=AllyState.REFUSED, reason="We do not know you yet.")

    assert "We do not know you yet." in client.get(f"/allies/link/{token_of(ally.id)}").text


def test_hiding_takes_a_name_out_of_everything_at_once(client: FlaskClient) -> None:
    organisation = named_member()
    make_ally(name="Apple Friends")
    base = f"/statement/{label()}/signatories"
    places = (base, f"{base}.json", f"{base}.csv", f"{base}/embed", f"{base}?q=banana", f"{base}?page=1")
    assert all("Banana House" in client.get(place).text for place in places)

    organisations.hide_now(organisation, by=None, source=HidingSource.MEMBER)
    session.commit()

    assert not any("Banana House" in client.get(place).text for place in places)
    assert "Nobody in the list matches" in client.get(f"{base}?q=banana").text
    assert "Apple Friends" in client.get(base).text


def test_the_list_gives_years_the_rule_and_no_exact_date(client: FlaskClient) -> None:
    named_member()
    page = client.get(f"/statement/{label()}/signatories").text

    assert f">{now().year}<" in page
    assert "fewer than 5 are not shown" in page
    assert now().date().isoformat() not in page
    assert "Ada Example" not in page


def test_others_are_a_dated_number(client: FlaskClient) -> None:
    for _ in range(5):
        make_ally(may_name=False)
    base = f"/statement/{label()}/signatories"

    assert "5 stand behind it without being named, as of" in client.get(base).text
    assert "And 5 others, as of" in client.get(f"{base}/embed").text
    found = client.get(f"{base}.json").json
    assert found
    assert (found["others"], len(found["others_as_of"])) == (5, 10)
    make_ally(may_name=False)
    assert client.get(f"{base}.json").json["others"] == 5  # type: ignore[index]


def test_the_files_hold_what_the_page_shows(client: FlaskClient) -> None:
    named_member()
    make_ally(name="=Apple Friends")
    base = f"/statement/{label()}/signatories"

    found = client.get(f"{base}.json").json
    answer = client.get(f"{base}.csv")

    assert found
    assert [one["name"] for one in found["signatories"]] == ["=Apple Friends", "Banana House"]
    assert found["signatories"][1] == {
        "name": "Banana House", "country": "KE", "year": now().year, "signatory": None, "individual": False,
    }  # fmt: skip
    assert (found["statement"], found["others"]) == (label(), None)
    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert lines[0] == ["Name", "Country", "Year", "Signed by"]
    assert lines[1][0] == "'=Apple Friends"
    assert lines[2] == ["Banana House", "Kenya", str(now().year), ""]
    assert "fewer than 5" in lines[-1][0]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_list_for_frames_may_be_framed_and_sets_nothing(client: FlaskClient) -> None:
    named_member()
    answer = client.get(f"/statement/{label()}/signatories/embed")

    policy = answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors https: http:" in policy
    assert "script-src" not in policy
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    assert "<form" not in answer.text


def test_other_pages_and_missing_lists_may_not_be_framed(client: FlaskClient) -> None:
    for path in (f"/statement/{label()}/signatories", "/statement/never/signatories/embed", "/letters"):
        answer = client.get(path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_frame_does_not_show_who_is_signed_in(client: FlaskClient) -> None:
    named_member()
    before = client.get(f"/statement/{label()}/signatories/embed").text

    assert staff(client).get(f"/statement/{label()}/signatories/embed").text == before


def test_the_list_has_pages_and_a_country_filter(client: FlaskClient) -> None:
    for number in range(51):
        make_ally(name=f"Ally {number:02}", country="KE" if number else "FR")
    base = f"/statement/{label()}/signatories"

    first, second = client.get(base).text, client.get(f"{base}?page=2").text

    assert ("Ally 49" in first, "Ally 50" in first) == (True, False)
    assert ("Ally 49" in second, "Ally 50" in second) == (False, True)
    french = client.get(f"{base}?country=FR").text
    assert ("Ally 00" in french, "Ally 01" in french) == (True, False)
    assert client.get(f"{base}?country=QQ&page=9999").status_code == 200


@pytest.mark.parametrize("path", ["/allies", f"/allies/{an_id()}", "/letters/new"])
def test_the_pages_of_the_secretariat_are_for_it_alone(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 302
    assert sign_in(client, make_role(Role.COMMUNICATIONS)).get(path).status_code == 403


def test_the_secretariat_decides_on_many(client: FlaskClient) -> None:
    waiting = [make_ally(name=f"Waiting {number}", state=AllyState.WAITING) for number in range(3)]
    make_ally(name="Unconfirmed", state=AllyState.UNCONFIRMED)
    page = staff(client).get("/allies").text
    assert [f"Waiting {number}" in page for number in range(3)] == [True] * 3
    assert "Unconfirmed<" not in page

    data = {"ally_id": [str(one.id) for one in waiting[:2]], "act": "accept"}
    assert client.post("/allies/decide", data=data).location == "/allies"
    client.post("/allies/decide", data={"ally_id": str(waiting[2].id), "act": "refuse", "reason": "Unknown to us."})

    assert [session.get_one(Ally, one.id).state for one in waiting] == ["accepted", "accepted", "refused"]
    assert "Unknown to us." in client.get(f"/allies/{waiting[2].id}").text
    assert client.post("/allies/decide", data={"act": "accept"}).status_code == 409
    assert client.post("/allies/decide", data={"act": "accept", "ally_id": "x"}).status_code == 409
    assert client.get(f"/allies/{an_id()}").status_code == 404


def test_a_flood_stands_on_one_line_and_goes_with_one_click(client: FlaskClient) -> None:
    flood = [make_ally(name=f"Flood {number}", state=AllyState.WAITING, burst_key=b"a" * 32) for number in range(7)]
    true = make_ally(name="True Friends", state=AllyState.WAITING)
    page = staff(client).get("/allies").text
    assert ("True Friends" in page, "Flood 6" in page, "Many at once" in page) == (True, False, True)
    assert "Flood 6" in client.get(f"/allies?burst={flood[0].burst_key.hex()}").text
    assert client.get("/allies?burst=zz&state=nothing").status_code == 200

    assert client.post("/allies/refuse-burst", data={"burst": flood[0].burst_key.hex()}).status_code == 302

    assert {session.get_one(Ally, one.id).state for one in flood} == {"refused"}
    assert session.get_one(Ally, true.id).state == "waiting"
    assert client.post("/allies/refuse-burst", data={"burst": "zz"}).status_code == 409


def test_nobody_else_decides(client: FlaskClient) -> None:
    ally = make_ally(state=AllyState.WAITING)
    sign_in(client, make_role(Role.COMMUNICATIONS))

    for path in ("/allies/decide", "/allies/refuse-burst"):
        assert client.post(path, data={"ally_id": str(ally.id), "act": "accept", "burst": "0" * 64}).status_code == 403
    assert session.get_one(Ally, ally.id).state == "waiting"


def test_a_letter_is_written_opened_closed_and_published(client: FlaskClient) -> None:
    staff(client)
    deadline = (today() + timedelta(days=9)).isoformat()
    assert "Use small letters" in client.post("/letters/new", data={"slug": "No!", "deadline": deadline}).text
    assert "Another letter" in client.post("/letters/new", data={"slug": "new", "deadline": deadline}).text
    old = client.post("/letters/new", data={"slug": "raids", "deadline": "2020-01-01"})
    assert "This day is over" in old.text
    assert client.post("/letters/new", data={"slug": "raids", "deadline": deadline}).location.endswith("/text/en")
    assert "Another letter" in client.post("/letters/new", data={"slug": "raids", "deadline": deadline}).text
    client.post("/letters/raids/text/en", data={"title": "Stop the raids", "content": "We **ask**."})
    assert client.get("/letters/raids/text/xx").status_code == 404
    client.post("/letters/raids/deadline", data={"deadline": (today() + timedelta(days=8)).isoformat()})
    for step in ("open", "close", "publish"):
        assert "Stop the raids" in client.get("/letters/raids").text
        assert client.post(f"/letters/raids/{step}").status_code == 302
    assert client.post("/letters/raids/publish").status_code == 409

    letter = session.scalars(select(Letter)).one()
    assert (letter.state, letter.deadline) == (LetterState.PUBLISHED, today() + timedelta(days=8))
    assert "<strong>ask</strong>" in client.get("/letters/raids").text


def test_a_draft_is_nothing_to_others(client: FlaskClient) -> None:
    make_letter(slug="draft", opened=False)

    assert client.get("/letters/draft").status_code == 404
    assert client.get("/letters/draft/sign").status_code == 404
    assert "draft" not in client.get("/letters").text


def test_an_open_letter_is_signed_by_allies_and_shows_no_name(client: FlaskClient) -> None:
    letter = make_letter(slug="raids")
    make_ally(letter=letter, name="Friends")
    assert "Stop the raids" in client.get("/letters").text
    assert "Friends" not in client.get("/letters/raids").text

    assert send(client, path="/letters/raids/sign").location == "/allies/sent"

    assert session.scalars(select(Ally).where(Ally.state == "unconfirmed")).one().letter_id == letter.id
    letter.deadline = today() - timedelta(days=1)
    session.commit()
    assert "cannot be signed" in send(client, "b@x.example.org", path="/letters/raids/sign").text
    assert count_of(Ally) == 2


def test_a_published_letter_keeps_its_number_and_loses_who_hides(client: FlaskClient) -> None:
    letter = make_letter(slug="raids")
    member = make_organisation(name="Banana House", listing=Listing.LISTED)
    session.add(LetterSignature(letter_id=letter.id, organisation_id=member.id, signed_at=now(), may_name=True))
    make_ally(letter=letter, name="Apple Friends")
    staff(client).post("/letters/raids/close")
    client.post("/letters/raids/publish")
    visitor = client.application.test_client()
    page = visitor.get("/letters/raids").text
    assert ("Banana House" in page, "2 signatories" in page) == (True, True)

    organisations.hide_now(session.get_one(Organisation, member.id), by=None, source=HidingSource.MEMBER)
    session.commit()

    page = visitor.get("/letters/raids").text
    assert ("Banana House" in page, "Apple Friends" in page, "2 signatories" in page) == (False, True, True)


def test_a_member_signs_a_letter_and_takes_that_back(client: FlaskClient) -> None:
    make_letter(slug="raids")
    organisation = make_organisation(name="Banana House")
    path = f"/organisations/{organisation.id}/letters/raids"
    sign_in(client, make_mandate(organisation, "read", "endorse"))
    assert "Sign for your organisation" in client.get("/letters/raids").text
    assert "error-summary" in client.post(path, data={"name": "Ada"}).text

    assert client.post(path, data={**SIGNED, "may_name": "y"}).location == "/letters/raids"

    found = session.scalars(select(LetterSignature)).one()
    assert (found.may_count, found.may_name, found.signatory_name) == (False, True, "Ada")
    assert "has signed this letter" in client.get(path).text
    assert client.post(f"{path}/withdraw").status_code == 302
    assert session.get_one(LetterSignature, found.id).withdrawn_at
    assert client.post(f"{path}/withdraw").status_code == 404


def test_nobody_signs_for_an_organisation_without_a_mandate(client: FlaskClient) -> None:
    make_letter(slug="raids")
    organisation = make_organisation()
    path = f"/organisations/{organisation.id}/letters/raids"
    assert client.get(path).status_code == 302
    sign_in(client, make_mandate(organisation, "read"))

    assert client.post(path, data=SIGNED).status_code == 403
    assert client.post(f"{path}/withdraw").status_code == 403
    assert client.post(f"/organisations/{an_id()}/letters/raids", data=SIGNED).status_code == 404
    assert count_of(LetterSignature) == 0


def test_the_home_screen_says_who_waits(client: FlaskClient) -> None:
    make_ally(state=AllyState.WAITING)

    assert "1 ally waits for a decision." in staff(client).get("/dashboard").text
