import re
from statistics import median
from time import perf_counter

import pytest
from flask.testing import FlaskClient

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import Listing, Organisation
from tests.factories import PASSWORD, make_mandate, make_organisation, make_role, sign_in


@pytest.fixture
def organisation(client: FlaskClient) -> Organisation:
    made = make_organisation(name="Open House", listing=Listing.LISTED)
    sign_in(client, make_mandate(made, "read", "edit"))
    return made


def address(organisation: Organisation, verb: str) -> str:
    return f"/organisations/{organisation.id}/{verb}"


def test_whoever_acts_for_it_may_hide_it(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)

    assert client.post(address(organisation, "hide")).status_code == 302
    sign_in(client, make_mandate(make_organisation(), "edit"))
    assert client.post(address(organisation, "hide")).status_code == 403
    assert organisation.listing == "listed"
    reader = client.application.test_client()
    sign_in(reader, make_mandate(organisation, "read"))
    assert reader.get(address(organisation, "hide")).status_code == 405
    reader.post(address(organisation, "hide"))
    assert organisation.listing == "hidden"


def test_one_press_takes_it_off_every_page(client: FlaskClient, organisation: Organisation) -> None:
    stranger = client.application.test_client()
    assert "Open House" in stranger.get("/members").text

    answer = client.post(address(organisation, "hide"), follow_redirects=False)

    assert answer.location == address(organisation, "hidden")
    assert "Open House" not in stranger.get("/members").text
    assert stranger.get("/members/open-house").status_code == 404
    page = client.get(answer.location).text
    assert "What cannot be called back" in page
    assert "Undo the hiding" in page


def test_hiding_twice_answers_alike(client: FlaskClient, organisation: Organisation) -> None:
    first, second = (client.post(address(organisation, "hide")) for _ in range(2))

    assert first.location == second.location


def test_undoing_asks_for_the_password(client: FlaskClient, organisation: Organisation) -> None:
    client.post(address(organisation, "hide"))

    wrong = client.post(address(organisation, "unhide"), data={"current_password": "wrong"})
    assert "This is not your present password." in wrong.text
    assert organisation.listing == "hidden"
    client.post(address(organisation, "unhide"), data={"current_password": PASSWORD})

    assert (organisation.listing, organisation.slug) == ("listed", "open-house")


def test_a_reader_cannot_undo(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    sign_in(client, make_mandate(organisation, "read"))
    client.post(address(organisation, "hide"))

    assert client.post(address(organisation, "unhide"), data={"current_password": PASSWORD}).status_code == 403


def test_when_it_is_too_late_the_page_says_so(client: FlaskClient, organisation: Organisation) -> None:
    assert "There is nothing to undo" in client.get(address(organisation, "unhide")).text
    answer = client.post(address(organisation, "unhide"), data={"current_password": PASSWORD})
    assert "There is nothing to undo" in answer.text


def test_the_emergency_link_is_shown_once(client: FlaskClient, organisation: Organisation) -> None:
    assert "Print it before you need it" in client.get(address(organisation, "emergency-link")).text

    page = client.post(address(organisation, "emergency-link")).text
    token = re.search(r"/e/([\w-]+)", page)

    assert token is not None
    assert "<svg" in page
    assert token.group(1) not in client.get(address(organisation, "emergency-link")).text


def test_only_its_own_editors_make_the_link(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    for person in (make_role(Role.MEMBERSHIP), make_mandate(organisation, "read")):
        browser = client.application.test_client()
        sign_in(browser, person)
        assert browser.post(address(organisation, "emergency-link")).status_code == 403


def test_the_link_hides_without_a_sign_in(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    session.commit()

    sign_in(client, make_role(Role.DONOR))

    shown = client.get(f"/e/{token}")
    assert organisation.listing == "listed"
    done = client.post(f"/e/{token}")

    assert organisation.listing == "hidden"
    for answer in (shown, done):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert not re.search("nswp|sex|umbrella|member|network", shown.text, re.IGNORECASE)


def test_every_link_answers_alike_in_words_and_time(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    good = services.make_emergency_link(organisation, by=None)
    session.commit()
    tokens = [good, good, "invented", "x" * 200, "%00"]
    times, answers = [], set()

    for token in tokens:
        begun = perf_counter()
        answer = client.post(f"/e/{token}")
        times.append(perf_counter() - begun)
        answers.add((answer.status_code, answer.text, len(answer.headers)))
    pages = {client.get(f"/e/{token}").text for token in tokens}

    assert len(answers) == 1
    assert len(pages) == 1
    assert max(times) - median(times) < 0.15


def test_a_good_link_works_however_often_its_network_has_tried(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    token = services.make_emergency_link(organisation, by=None)
    session.commit()
    monkeypatch.setattr("nswp_members.organisations.views.hiding.SAME_SECONDS", 0)
    tried = {client.post(f"/e/guess{number}").text for number in range(21)}

    last = client.post(f"/e/{token}").text

    assert tried == {last}
    assert organisation.listing == "hidden"
