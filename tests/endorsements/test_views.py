import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import db, now, session, today, transaction
from nswp_members.core.i18n import LANGUAGES
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.codes import new_code
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.errors import VersionReplaced
from nswp_members.endorsements.models import Endorsement, EndorsementRequest
from nswp_members.notices.models import Notice, State
from nswp_members.organisations.models import Listing, Organisation
from tests.conftest import QueryCounter
from tests.endorsements.conftest import ask, letters, make_many
from tests.factories import (
    a_page,
    an_id,
    current_version,
    make_contact,
    make_endorsement,
    make_mandate,
    make_organisation,
    make_person,
    make_role,
    make_version,
    sign_in,
    supersede_current,
    words_of,
)

SIGNED = {"name": "Ada Example", "function": "coordinator", "mandate": "Members’ meeting, 8 March", "confirm": "y"}
WITHDRAWN = {"reason": "Members voted against it.", "confirm": "y"}
REFUSED_ROLES = [
    role
    for role in Role
    if role not in (Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.ORGANISATION, Role.REGIONAL_REPRESENTATIVE)
]


def staff(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_role(Role.MEMBERSHIP))


def holder(role: Role, network: Organisation | None = None) -> Person:
    region = "africa" if role in (Role.REGIONAL_REPRESENTATIVE, Role.CORRESPONDENT) else None
    return make_role(role, region=region, network=network if role == Role.NETWORK_VERIFIER else None)


def signed(**values: Any) -> dict[str, Any]:
    return {**SIGNED, "version_id": str(current_version().id), **values}


def endorse(client: FlaskClient, organisation_id: UUID, **values: Any) -> TestResponse:
    return client.post(f"/organisations/{organisation_id}/endorse", data=signed(**values))


def follow(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """Go where an answer leads."""
    assert answer.status_code == 302, answer.text
    return client.get(answer.location)


def bare(answer: TestResponse) -> str:
    """Return a page without what differs from one request to the next: ids in addresses, form tokens."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>", text)


def standing() -> list[Endorsement]:
    return list(session.scalars(select(Endorsement).where(Endorsement.withdrawn_at.is_(None))))


def hidden_fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input[^>]*name="(request_id|expected)"[^>]*value="([^"]*)"', page)
    return dict(found)


def wait_for_waiting(number: int) -> None:
    """Wait until that many connections stand at a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with db.engine.connect() as connection:
            if connection.exec_driver_sql(waiting).scalar_one() >= number:
                return
        time.sleep(0.02)
    raise AssertionError("The requests did not meet.")


# Endorsing


def test_endorsing_asks_to_sign_in(client: FlaskClient) -> None:
    answer = client.get(f"/organisations/{make_organisation().id}/endorse")

    assert answer.status_code == 302
    assert "/accounts/sign-in" in answer.location


def test_the_page_shows_the_text_in_the_readers_language_and_who_signs(client: FlaskClient) -> None:
    organisation = make_organisation(name="Our house")
    person = make_person(name="Ada Example", locale="es")
    sign_in(client, make_mandate(organisation, "endorse", person=person))

    page = client.get(f"/organisations/{organisation.id}/endorse").text

    assert "Declaración de consenso" in page
    assert "Our house" in page
    assert 'value="Ada Example"' in page


def test_a_mandated_person_endorses(client: FlaskClient) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "read", "endorse")
    sign_in(client, person)

    answer = endorse(client, organisation.id)

    assert answer.location == f"/organisations/{organisation.id}/endorsement"
    [found] = standing()
    assert (found.organisation_id, found.signatory_id, found.signatory_name) == (
        organisation.id,
        person.id,
        "Ada Example",
    )
    assert [one.kind for one in letters()] == ["endorsement_given"]
    page = client.get(answer.location).text
    assert "stands behind the Consensus Statement" in page
    assert "Ada Example" in page


@pytest.mark.parametrize("field", ["name", "function"])
def test_nobody_signs_with_a_name_or_function_that_nobody_can_read(client: FlaskClient, field: str) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    page = endorse(client, organisation.id, **{field: " \u200b\x00 "})

    assert page.status_code == 200
    assert standing() == []


@pytest.mark.parametrize("missing", ["name", "function", "confirm"])
def test_endorsing_needs_name_function_and_confirmation(client: FlaskClient, missing: str) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    page = endorse(client, organisation.id, **{missing: ""})

    assert page.status_code == 200
    assert 'class="error-summary"' in page.text
    assert standing() == []


def test_a_version_that_was_replaced_while_reading_is_shown_anew(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    read = str(current_version().id)
    new = make_version("2030", current=True)

    page = endorse(client, organisation.id, version_id=read)

    assert "A newer version" in page.text
    assert f'value="{new.id}"' in page.text
    assert standing() == []


def test_a_second_click_leads_to_the_standing_endorsement(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    endorse(client, organisation.id)

    again = follow(client, endorse(client, organisation.id))

    assert again.status_code == 200
    assert "endorsed this version already" in again.text
    assert len(standing()) == 1


def test_two_simultaneous_clicks_make_one_endorsement_and_no_error(racing_app: Flask) -> None:
    organisation = make_organisation()
    address, data = f"/organisations/{organisation.id}/endorse", signed()
    clients = [sign_in(racing_app.test_client(), make_mandate(organisation, "read", "endorse")) for _ in range(2)]
    session.remove()

    def click(client: FlaskClient) -> tuple[int, str]:
        with racing_app.app_context():
            answer = follow(client, client.post(address, data=data))
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("LOCK TABLE endorsements IN SHARE MODE")
            clicks = [pool.submit(click, client) for client in clients]
            wait_for_waiting(2)
        pages = [one.result(20) for one in clicks]

    assert [status for status, _ in pages] == [200, 200]
    assert all("stands behind the Consensus Statement" in text for _, text in pages)
    assert sum("endorsed this version already" in text for _, text in pages) == 1
    assert session.scalar(select(func.count()).select_from(Endorsement)) == 1
    assert session.scalar(select(func.count()).select_from(Notice)) == 1


@pytest.mark.parametrize(
    ("method", "page"),
    [
        ("get", "endorse"),
        ("post", "endorse"),
        ("get", "endorsement"),
        ("get", "endorsement/withdraw"),
        ("post", "endorsement/withdraw"),
    ],
)
def test_a_hidden_organisation_answers_like_an_absent_one(client: FlaskClient, method: str, page: str) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))
    hidden = make_organisation(country="KE", listing=Listing.HIDDEN)
    make_endorsement(hidden)

    answers = [getattr(client, method)(f"/organisations/{key}/{page}", data=signed()) for key in (hidden.id, an_id())]

    assert [one.status_code for one in answers] == [404, 404]
    assert bare(answers[0]) == bare(answers[1])


@pytest.mark.parametrize("role", [Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.REGIONAL_REPRESENTATIVE])
def test_the_secretariat_and_representatives_cannot_endorse_for_others(client: FlaskClient, role: Role) -> None:
    organisation = make_organisation(country="KE")
    sign_in(client, holder(role))

    assert client.get(f"/organisations/{organisation.id}/endorse").status_code == 403
    assert endorse(client, organisation.id).status_code == 403
    assert standing() == []


@pytest.mark.parametrize("functions", [("read",), ("read", "edit"), ("read", "vote", "report")])
def test_a_mandate_without_endorse_does_not_suffice(client: FlaskClient, functions: tuple[str, ...]) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, *functions))

    assert endorse(client, organisation.id).status_code == 403
    assert client.post(f"/organisations/{organisation.id}/endorsement/withdraw", data=WITHDRAWN).status_code == 403


def test_a_mandate_that_has_ended_does_not_suffice(client: FlaskClient) -> None:
    organisation = make_organisation()
    person = make_mandate(organisation, "endorse")
    sign_in(client, person)
    session.connection().exec_driver_sql("UPDATE mandates SET valid_until = now()")
    session.commit()

    assert endorse(client, organisation.id).status_code == 404
    assert standing() == []


def test_somebody_acting_in_another_capacity_is_offered_to_switch(client: FlaskClient) -> None:
    first, second = make_organisation(name="Alpha"), make_organisation(name="Beta")
    person = make_mandate(first, "endorse")
    make_mandate(second, "endorse", person=person)
    sign_in(client, person)

    page = client.get(f"/organisations/{second.id}/endorse")

    assert page.status_code == 403
    assert "Act for Beta" in page.text
    assert f'value="organisation:{second.id}"' in page.text
    assert endorse(client, second.id).status_code == 403
    client.post("/accounts/capacity", data={"capacity": f"organisation:{second.id}"})
    assert standing() == []


def test_an_organisation_that_has_left_is_told_so(client: FlaskClient) -> None:
    organisation = make_organisation(listing=Listing.WITHDRAWN)
    sign_in(client, make_mandate(organisation, "endorse"))

    assert "has left the network" in endorse(client, organisation.id).text


def test_without_a_statement_there_is_a_clear_sentence(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    supersede_current()
    session.commit()

    page = client.get(f"/organisations/{organisation.id}/endorse")

    assert page.status_code == 409
    assert "has not been put in yet" in page.text


# The standing endorsement


def test_the_secretariat_sees_who_signed_and_representatives_only_that(client: FlaskClient, app: Flask) -> None:
    organisation = make_organisation(country="KE")
    make_endorsement(organisation, signatory=make_person(name="Ada Example"))
    address = f"/organisations/{organisation.id}/endorsement"

    by_staff = staff(client).get(address)
    by_representative = sign_in(app.test_client(), holder(Role.REGIONAL_REPRESENTATIVE)).get(address)

    assert "Ada Example" in by_staff.text
    assert by_representative.status_code == 200
    assert "stands behind" in by_representative.text
    assert "Ada Example" not in by_representative.text


@pytest.mark.parametrize("role", REFUSED_ROLES)
def test_other_roles_learn_nothing_of_an_endorsement(client: FlaskClient, role: Role) -> None:
    listed = make_organisation(country="KE", listing=Listing.LISTED)
    silent = make_organisation(country="KE", listing=Listing.LISTED)
    make_endorsement(listed)
    sign_in(client, holder(role, network=make_organisation()))

    answers = [client.get(f"/organisations/{one.id}/endorsement") for one in (listed, silent)]

    assert [one.status_code for one in answers] == [403, 403]
    assert bare(answers[0]) == bare(answers[1])


def test_another_member_and_a_representative_of_another_region_learn_nothing(client: FlaskClient, app: Flask) -> None:
    listed = make_organisation(country="KE", listing=Listing.LISTED)
    unlisted = make_organisation(country="KE")
    for one in (listed, unlisted):
        make_endorsement(one)
    member = sign_in(client, make_mandate(make_organisation(), "read", "edit", "endorse"))
    elsewhere = sign_in(app.test_client(), make_role(Role.REGIONAL_REPRESENTATIVE, region="europe"))

    for viewer in (member, elsewhere):
        assert viewer.get(f"/organisations/{listed.id}/endorsement").status_code == 403
        assert viewer.get(f"/organisations/{unlisted.id}/endorsement").status_code == 404


def test_withdrawing_keeps_the_history(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    endorse(client, organisation.id)
    address = f"/organisations/{organisation.id}/endorsement"

    answer = follow(client, client.post(f"{address}/withdraw", data=WITHDRAWN))

    assert "Members voted against it." in answer.text
    assert "Not endorsed yet" in answer.text
    endorse(client, organisation.id)
    page = client.get(address).text
    assert page.count("2013 edition") == 3
    assert session.scalar(select(func.count()).select_from(Endorsement)) == 2


@pytest.mark.parametrize("missing", ["reason", "confirm"])
def test_withdrawing_needs_a_reason_and_confirmation(client: FlaskClient, missing: str) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    make_endorsement(organisation)

    page = client.post(f"/organisations/{organisation.id}/endorsement/withdraw", data={**WITHDRAWN, missing: ""})
    blank = client.post(f"/organisations/{organisation.id}/endorsement/withdraw", data={**WITHDRAWN, "reason": "  "})

    assert 'class="error-summary"' in page.text
    assert blank.status_code == 200
    assert len(standing()) == 1


def test_there_is_nothing_to_withdraw_where_nothing_stands(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    answer = follow(client, client.get(f"/organisations/{organisation.id}/endorsement/withdraw"))

    assert "There is no endorsement to withdraw" in answer.text


def test_a_representative_does_not_see_why_an_endorsement_was_withdrawn(client: FlaskClient) -> None:
    organisation = make_organisation(country="KE")
    endorsement = make_endorsement(organisation)
    with transaction():
        services.withdraw(endorsement, reason="Because of Zanzibar.", by=make_person(name="Ada").id)
    sign_in(client, holder(Role.REGIONAL_REPRESENTATIVE))

    page = client.get(f"/organisations/{organisation.id}/endorsement").text

    assert "Withdrawn" in page
    assert "Zanzibar" not in page
    assert "Ada" not in page


def test_a_made_up_page_of_the_history_leads_to_its_start(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "read"))
    make_endorsement(organisation)

    for before in ("nonsense", "2020-01-01", "2020-01-01T00:00:00"):
        page = client.get(f"/organisations/{organisation.id}/endorsement?before={before}")
        assert "Stands" in page.text


# Saying something else


def test_an_organisation_says_no(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    version = {"version_id": str(current_version().id)}

    answer = client.post(
        f"/organisations/{organisation.id}/endorse/decline", data={"reason": "Our board said no."} | version
    )

    page = follow(client, answer).text
    assert "does not endorse this edition" in page
    assert "Our board said no." in page


def test_an_organisation_asks_for_time(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    address = f"/organisations/{organisation.id}/endorse/time"
    until = today() + timedelta(days=20)
    version = {"version_id": str(current_version().id)}

    assert "Enter a day." in client.post(address, data={"until": ""} | version).text
    assert "from tomorrow to a year" in client.post(address, data={"until": "2020-01-01"} | version).text
    page = follow(client, client.post(address, data={"until": until.isoformat()} | version)).text

    assert "needs time until" in page


@pytest.mark.parametrize("page", ["decline", "time"])
def test_an_answer_is_never_taken_for_a_version_that_the_page_was_not_about(client: FlaskClient, page: str) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    read = str(current_version().id)
    make_version("2030", current=True)
    until = (today() + timedelta(days=20)).isoformat()

    answer = client.post(f"/organisations/{organisation.id}/endorse/{page}", data={"version_id": read, "until": until})

    assert str(VersionReplaced.message) in answer.text
    assert queries.events(organisation.id, current_version().id) == []


def test_opening_the_statement_is_noted_once_for_each_person(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    for _ in range(2):
        client.get(f"/organisations/{organisation.id}/endorse")

    assert [one.act for one in queries.events(organisation.id, current_version().id)] == ["seen"]


def test_a_person_is_named_only_beside_the_organisation(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    page = endorse(client, organisation.id, may_name_signatory="y")

    assert "only beside the organisation" in page.text
    assert session.scalars(select(Endorsement)).all() == []


def test_consents_are_given_apart_and_taken_back(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    endorse(client, organisation.id, may_count="y", may_name="y")
    address = f"/organisations/{organisation.id}/endorsement/consents"
    given = session.scalars(select(Endorsement)).one().consents

    client.post(address, data={"may_count": "y"})

    assert given == Consents(count=True, name=True)
    assert session.scalars(select(Endorsement)).one().consents == Consents(count=True)


def test_the_proof_of_a_mandate_is_kept_and_handed_out_to_those_who_see_the_signatory(
    client: FlaskClient, app: Flask
) -> None:
    organisation = make_organisation(listing=Listing.LISTED)
    sign_in(client, make_mandate(organisation, "endorse"))
    file = (BytesIO(a_page("minutes")), "minutes.pdf")
    endorse(client, organisation.id, file=file)
    address = f"/organisations/{organisation.id}/endorsement/mandate"
    representative = sign_in(app.test_client(), make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert words_of(client.get(address).data) == "minutes"
    assert words_of(staff(app.test_client()).get(address).data) == "minutes"
    assert representative.get(address).status_code == 403


def test_a_file_that_is_none_is_refused_at_its_field_and_nothing_is_endorsed(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))

    page = endorse(client, organisation.id, file=(BytesIO(b"MZ"), "minutes.pdf"))

    assert page.status_code == 200
    assert 'id="file-error"' in page.text
    assert session.scalars(select(Endorsement)).all() == []


@pytest.mark.parametrize("page", ["endorse/decline", "endorse/time", "endorsement/consents", "endorsement/certificate"])
def test_only_the_mandated_answer_for_an_organisation(client: FlaskClient, app: Flask, page: str) -> None:
    organisation = make_organisation(listing=Listing.HIDDEN)
    make_endorsement(organisation)

    reader = sign_in(client, make_mandate(organisation, "read"))
    stranger = sign_in(app.test_client(), make_mandate(make_organisation(), "endorse"))

    assert reader.get(f"/organisations/{organisation.id}/{page}").status_code == 403
    absent = stranger.get(f"/organisations/{an_id()}/{page}")
    assert (stranger.get(f"/organisations/{organisation.id}/{page}").status_code, absent.status_code) == (404, 404)


# On paper


def a_paper(**values: Any) -> dict[str, Any]:
    """Return what is entered from a paper."""
    return {
        "name": "Ada Example",
        "function": "chair",
        "mandate": "The board",
        "endorsed_on": "2014-03",
        "locale": "en",
        "file": (BytesIO(a_page("scan")), "scan.pdf"),
    } | values


def test_a_paper_goes_from_one_person_to_another_and_then_counts(client: FlaskClient, app: Flask) -> None:
    organisation = make_organisation(name="By Post")
    first, second = staff(client), staff(app.test_client())

    entered = first.post(f"/organisations/{organisation.id}/endorsement/paper", data=a_paper())
    own = follow(first, entered).text
    assert "It waits for a colleague" in own
    assert "let it count" not in own.split("It waits for a colleague")[1]
    assert "By Post" in second.get("/endorsements/papers").text
    assert words_of(second.get(f"{entered.location}/scan").data) == "scan"
    second.post(entered.location, data={"act": "accept"})

    assert "Stands" in first.get(f"/organisations/{organisation.id}/endorsement").text


def test_who_entered_a_paper_cannot_let_it_count_by_hand(client: FlaskClient) -> None:
    organisation = make_organisation()
    staff(client)
    entered = client.post(f"/organisations/{organisation.id}/endorsement/paper", data=a_paper())

    page = client.post(entered.location, data={"act": "accept"})

    assert "You entered this paper yourself" in page.text
    assert session.scalars(select(Endorsement)).all() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("endorsed_on", "March", "Enter a year, a month or a day"),
        ("endorsed_on", "2999", "lies in the future"),
        ("name", "", "Enter the name on the paper"),
        ("file", "", "Choose the scan"),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(client: FlaskClient, field: str, value: str, sentence: str) -> None:
    organisation = make_organisation()
    staff(client)

    page = client.post(f"/organisations/{organisation.id}/endorsement/paper", data=a_paper(**{field: value}))

    assert sentence in page.text


def test_papers_are_for_the_membership_staff(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"))

    assert client.get("/endorsements/papers").status_code == 403
    assert client.get(f"/endorsements/papers/{an_id()}").status_code == 403


# Certificates


def code_in(pdf: bytes) -> str:
    """Return the code that stands on a certificate."""
    words = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    return re.findall(r"^(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}$", words, re.MULTILINE)[0]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_certificate_in_each_language_can_be_checked(client: FlaskClient, app: Flask, locale: str) -> None:
    organisation = make_organisation(name="Rising Sun")
    make_endorsement(organisation)
    sign_in(client, make_mandate(organisation, "endorse"))

    answer = client.post(f"/organisations/{organisation.id}/endorsement/certificate", data={"locale": locale})

    paper = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert "Rising Sun" in paper
    checked = app.test_client().get(f"/en/verify/{code_in(answer.data)}")
    assert "This certificate is valid" in checked.text
    assert "Rising Sun" in checked.text


@pytest.mark.parametrize("name", ["红伞姐妹会", "Красный зонт", "Sœurs d’Été", "Compañeras ñandú"])
def test_a_certificate_bears_a_name_in_its_script(client: FlaskClient, name: str) -> None:
    organisation = make_organisation(name=name)
    make_endorsement(organisation)
    sign_in(client, make_mandate(organisation, "endorse"))

    answer = client.post(f"/organisations/{organisation.id}/endorsement/certificate", data={"locale": "zh"})

    assert name in PdfReader(BytesIO(answer.data)).pages[0].extract_text()


def test_a_code_of_somebody_hidden_a_withdrawn_one_and_an_absent_one_answer_alike(
    client: FlaskClient, app: Flask
) -> None:
    codes = []
    for _ in range(2):
        organisation = make_organisation()
        make_endorsement(organisation)
        signed = sign_in(app.test_client(), make_mandate(organisation, "endorse"))
        answer = signed.post(f"/organisations/{organisation.id}/endorsement/certificate", data={"locale": "en"})
        codes.append((organisation, code_in(answer.data)))
    codes[0][0].listing = Listing.HIDDEN
    session.scalars(select(Endorsement).where(Endorsement.organisation_id == codes[1][0].id)).one().withdrawn_at = now()
    session.commit()

    tried = (codes[0][1], codes[1][1], new_code(), "x-x")
    answers = {code: client.get(f"/verify/{code}") for code in tried}

    assert {one.status_code for one in answers.values()} == {404}
    assert len({bare(one).replace(code, "<code>") for code, one in answers.items()}) == 1


def test_checking_codes_is_slowed_down(client: FlaskClient) -> None:
    answers = [client.get(f"/verify/{new_code()}").status_code for _ in range(25)]

    assert answers[-1] == 429


def test_a_code_is_typed_into_the_page(client: FlaskClient) -> None:
    answer = client.post("/verify", data={"code": " abcde-12345 "})

    assert answer.location == "/verify/ABCDE12345"
    assert client.post("/verify", data={"code": "ABCDE/12345"}).location == "/verify/ABCDE12345"
    assert client.post("/verify", data={"code": "../.."}).location == "/verify/-"
    assert "Enter the code." in client.post("/verify", data={"code": ""}).text


# Coverage


def test_the_secretariat_sees_every_region_and_a_representative_the_own(client: FlaskClient, app: Flask) -> None:
    make_endorsement(make_organisation(country="KE"))
    make_organisation(country="FR", name="Missing in Europe")

    everything = staff(client).get("/en/endorsements").text
    own = sign_in(app.test_client(), holder(Role.REGIONAL_REPRESENTATIVE)).get("/en/endorsements").text

    assert "Europe" in everything
    assert "/endorsements/ask" in everything
    assert "Africa" in own
    assert "Europe" not in own
    assert "/endorsements/ask" not in own


def test_coverage_asks_to_sign_in(client: FlaskClient) -> None:
    for page in ("", "/missing", "/ask", "/requests", f"/requests/{an_id()}"):
        assert client.get(f"/endorsements{page}").status_code == 302


@pytest.mark.parametrize("role", [Role.CORRESPONDENT, Role.NETWORK_VERIFIER])
def test_coverage_is_refused_to_those_who_may_not_count(client: FlaskClient, role: Role) -> None:
    sign_in(client, holder(role, network=make_organisation()))

    assert client.get("/endorsements").status_code == 403
    assert client.get("/endorsements/missing").status_code == 403


def test_a_member_sees_no_coverage(client: FlaskClient) -> None:
    sign_in(client, make_mandate(make_organisation(), "read", "edit", "endorse"))

    assert client.get("/endorsements").status_code == 403
    assert client.get("/endorsements/missing").status_code == 403


@pytest.mark.parametrize("role", [Role.DONOR, Role.PROGRAMME, Role.FINANCE, Role.COMMUNICATIONS])
def test_donors_and_other_staff_see_no_small_number_and_no_name(client: FlaskClient, role: Role) -> None:
    for number in range(12):
        make_endorsement(make_organisation(name=f"Telltale {number}", country="KE", listing=Listing.LISTED))
    make_organisation(country="KE", listing=Listing.LISTED)
    sign_in(client, holder(role))

    page = client.get("/en/endorsements").text

    assert "not shown" in page
    assert "Telltale" not in page
    assert not re.search(r">\s*12\s*<", page)
    assert client.get("/endorsements/missing").status_code == 403


def test_unlisted_endorsements_do_not_change_what_a_donor_sees(client: FlaskClient) -> None:
    sign_in(client, holder(Role.DONOR))
    for _ in range(6):
        make_endorsement(make_organisation(country="KE", listing=Listing.LISTED))
        make_organisation(country="KE", listing=Listing.LISTED)
    before = bare(client.get("/endorsements"))

    for listing in (Listing.UNLISTED, Listing.HIDDEN):
        make_endorsement(make_organisation(country="KE", listing=listing))

    assert bare(client.get("/endorsements")) == before


def test_who_is_missing_can_be_narrowed_by_region_and_reason(client: FlaskClient) -> None:
    make_organisation(name="Silent house", country="KE")
    make_contact(make_organisation(name="Reachable house", country="KE"))
    make_endorsement(make_organisation(name="Good house", country="KE"))

    page = staff(client).get("/en/endorsements/missing?region=africa&reason=no-contact").text

    assert "Silent house" in page
    assert "Reachable house" not in page
    assert "Good house" not in page
    assert "No contact address" in page


def test_a_made_up_filter_shows_all_that_are_missing(client: FlaskClient) -> None:
    make_endorsement(make_organisation(name="Good house"))
    make_organisation(name="Silent house")

    page = staff(client).get("/endorsements/missing?region=atlantis&reason=endorsed&after=nonsense").text

    assert "Silent house" in page
    assert "Good house" not in page


def test_a_representative_does_not_find_who_is_missing_elsewhere(client: FlaskClient) -> None:
    make_organisation(name="Silent house", country="FR", listing=Listing.LISTED)
    sign_in(client, holder(Role.REGIONAL_REPRESENTATIVE))

    assert "Silent house" not in client.get("/endorsements/missing?region=europe").text


def test_nobody_missing_is_said_kindly(client: FlaskClient) -> None:
    assert "Nobody is missing" in staff(client).get("/en/endorsements/missing").text


def test_lists_cost_a_constant_number_of_statements(client: FlaskClient, queries: QueryCounter) -> None:
    staff(client)
    addresses = ("/endorsements", "/endorsements/missing", "/endorsements/ask", "/endorsements/requests")

    def costs() -> list[int]:
        found = []
        for address in addresses:
            before = len(queries)
            with queries.counting():
                assert client.get(address).status_code == 200
            found.append(len(queries) - before)
        return found

    few = costs()
    ask(*[session.get_one(Organisation, key) for key in make_many(400)[:200]])

    assert costs() == few
    assert max(few) <= 14


# Asking


@pytest.mark.parametrize("role", [*REFUSED_ROLES, Role.REGIONAL_REPRESENTATIVE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_membership_staff_and_administrators_ask(client: FlaskClient, role: Role, method: str) -> None:
    make_contact(make_organisation())
    sign_in(client, holder(role, network=make_organisation()))

    answer = getattr(client, method)("/endorsements/ask", data={"request_id": str(an_id()), "expected": "1"})

    assert answer.status_code == 403
    assert client.get("/endorsements/requests").status_code == 403
    assert letters() == []


def test_the_preview_says_who_would_be_asked_and_who_is_left_out(client: FlaskClient) -> None:
    make_contact(make_organisation(name="Reachable house"))
    make_organisation(name="Silent house")

    page = staff(client).get("/en/endorsements/ask").text

    assert "Send 1 request" in page
    assert "Silent house" in page
    assert "Reachable house" not in page
    assert letters() == []


def test_sending_leads_to_the_fate_of_each_letter(client: FlaskClient) -> None:
    make_contact(make_organisation(name="Reachable house"), name="Grace Contact")
    staff(client)
    fields = hidden_fields(client.get("/endorsements/ask?region=africa").text)

    answer = client.post("/endorsements/ask?region=africa", data=fields)

    assert answer.location == f"/endorsements/requests/{fields['request_id']}"
    page = client.get("/en" + answer.location).text
    assert "Reachable house" in page
    assert "Grace Contact" in page
    assert "Waiting" in page
    assert "Africa" in page
    assert session.scalars(select(EndorsementRequest)).one().filters == {"region": "africa"}


def test_a_double_click_sends_once(client: FlaskClient) -> None:
    make_contact(make_organisation())
    staff(client)
    fields = hidden_fields(client.get("/endorsements/ask").text)

    answers = [client.post("/endorsements/ask", data=fields) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert len(letters()) == 1


def test_a_list_that_changed_since_the_preview_is_shown_again(client: FlaskClient) -> None:
    make_contact(make_organisation())
    staff(client)
    fields = hidden_fields(client.get("/endorsements/ask").text)
    make_contact(make_organisation())

    page = client.post("/endorsements/ask", data=fields)

    assert "The list has changed" in page.text
    assert "Send 2 requests" in page.text
    assert hidden_fields(page.text)["expected"] == "2"
    assert letters() == []


def test_a_made_up_choice_sends_nothing_and_says_so(client: FlaskClient) -> None:
    make_contact(make_organisation())
    staff(client)
    data = {"request_id": str(an_id()), "expected": "1"}

    for choice in ("region=atlantis", "days=0&asked=again", "days=many&asked=again", "language=xx"):
        page = client.post(f"/endorsements/ask?{choice}", data=data)
        assert page.status_code == 400
        assert 'class="error-summary"' in page.text

    assert letters() == []


def test_a_made_up_token_sends_nothing(client: FlaskClient) -> None:
    make_contact(make_organisation())
    staff(client)

    for data in ({"request_id": "nonsense", "expected": "1"}, {"request_id": str(an_id()), "expected": "many"}, {}):
        assert client.post("/endorsements/ask", data=data).status_code == 200

    assert letters() == []


def test_left_out_organisations_can_be_narrowed_by_reason(client: FlaskClient) -> None:
    make_organisation(name="Silent house")
    make_endorsement(make_organisation(name="Good house"))

    page = staff(client).get("/endorsements/ask?reason=endorsed").text

    assert "Good house" in page
    assert "Silent house" not in page


def test_requests_are_listed_and_counted(client: FlaskClient) -> None:
    staff(client)
    assert "Nothing was sent yet" in client.get("/en/endorsements/requests").text
    organisation = make_organisation()
    make_contact(organisation)
    request = ask(organisation)

    assert f"/endorsements/requests/{request.id}" in client.get("/endorsements/requests").text


def test_a_letter_that_failed_says_why(client: FlaskClient) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    request = ask(organisation)
    [letter] = letters()
    letter.state, letter.reason_code, letter.finished_at = State.FAILED, "refused_for_good", now()
    session.commit()

    page = staff(client).get(f"/en/endorsements/requests/{request.id}?fate=failed").text

    assert "The mail server refused it for good." in page


def test_an_empty_choice_of_letters_says_so(client: FlaskClient) -> None:
    organisation = make_organisation()
    make_contact(organisation)
    request = ask(organisation)

    assert "No letters here" in staff(client).get(f"/en/endorsements/requests/{request.id}?fate=sent&page=9").text


def test_an_unknown_request_is_absent(client: FlaskClient) -> None:
    assert staff(client).get(f"/endorsements/requests/{an_id()}").status_code == 404


def test_the_page_of_an_organisation_asks_only_whoever_has_not_endorsed(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "read", "endorse"))
    address, asks = f"/organisations/{organisation.id}", f"/organisations/{organisation.id}/endorse"
    before = client.get(address).text
    make_endorsement(organisation)

    after = client.get(address).text

    assert f'href="{asks}"' in before
    assert f'href="{asks}"' not in after
    assert "Our endorsement" in after
