import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import session
from nswp_members.organisations import services
from nswp_members.organisations.models import FieldRead, Listing, Organisation, ProfileRevision
from tests.conftest import QueryCounter
from tests.factories import an_id, make_mandate, make_organisation, make_person, make_role, sign_in


def history(organisation: Organisation, *rest: object) -> str:
    return "/".join([f"/organisations/{organisation.id}/history", *map(str, rest)])


def at_version(organisation: Organisation, version: int) -> ProfileRevision:
    statement = select(ProfileRevision).where(
        ProfileRevision.organisation_id == organisation.id, ProfileRevision.version == version
    )
    return session.scalars(statement).one()


def words(page: str) -> str:
    """Return the page's visible words of its main part, with removed and added ones marked."""
    main = page.partition("<main")[2].partition("<aside")[0]
    marked = main.replace("<del>", "{-").replace("</del>", "-}").replace("<ins>", "{+").replace("</ins>", "+}")
    return unescape(re.sub(r'<span class="visually-hidden"[^>]*>[^<]*</span>|<[^>]+>', "", marked))


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    """An organisation with three versions: as it was, a new city and acronym, and a new text."""
    made = make_organisation(name="Own House", acronym="OLDNAME", city="Oldtown")
    values = {"acronym": "NEWNAME", "city": "Newtown"}
    writer = make_mandate(made, "edit", person=make_person(name="Wanjiru"))
    services.update_profile(made, values, version=1, by=writer.id, capacity=f"organisation:{made.id}")
    services.save_texts(made, "en", {"people": "We work with women and men"}, version=2, by=writer.id)
    services.save_texts(made, "en", {"people": "We work with people and men"}, version=3, by=writer.id)
    session.commit()
    return made


@pytest.fixture
def editor(client: FlaskClient, organisation: Organisation) -> FlaskClient:
    return sign_in(client, make_mandate(organisation, "edit"))


def test_the_history_is_for_editors_and_the_secretariat(client: FlaskClient, organisation: Organisation) -> None:
    revision = at_version(organisation, 2)
    pages = [history(organisation), history(organisation, revision.id), history(organisation, revision.id, "restore")]

    assert {client.get(page).status_code for page in pages} == {302}
    for person, status in (
        (make_mandate(organisation, "read"), 403),
        (make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"), 403),
        (make_role(Role.DONOR), 404),
        (make_role(Role.MEMBERSHIP), 200),
    ):
        sign_in(client, person)
        assert {client.get(page).status_code for page in pages} == {status}


def test_a_revision_of_another_organisation_is_not_there(editor: FlaskClient, organisation: Organisation) -> None:
    other = make_organisation(listing=Listing.HIDDEN)
    services.update_profile(other, {"acronym": "X"}, version=other.version, by=None)
    foreign = session.scalars(select(ProfileRevision.id).where(ProfileRevision.organisation_id == other.id)).first()

    for key in (foreign, an_id()):
        assert editor.get(history(organisation, key)).status_code == 404
        assert editor.post(history(organisation, key, "restore"), data={"version": "4"}).status_code == 404


def test_the_list_tells_when_who_in_which_role_and_which_parts(editor: FlaskClient, organisation: Organisation) -> None:
    text = words(editor.get(history(organisation)).text)

    assert "Wanjiru, Organisation" in text
    assert "AcronymCity" in text.replace("\n", "")
    assert "Who we work with (English)" in text
    assert text.index("Who we work with") < text.index("Acronym") < text.index("As it stood before")


def test_without_a_change_there_is_an_empty_list(client: FlaskClient) -> None:
    fresh = make_organisation()
    sign_in(client, make_mandate(fresh, "edit"))

    assert "Nothing has been changed yet" in client.get(history(fresh)).text


def test_a_long_history_has_pages(
    app: Flask, editor: FlaskClient, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PAGE_SIZE", 2)

    first = editor.get(history(organisation)).text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = editor.get(unescape(following[1])).text

    assert (first.count("<tr>"), second.count("<tr>")) == (3, 3)
    assert "As it stood before" not in first
    assert "As it stood before" in second
    assert 'rel="next"' not in second


def test_a_longer_history_costs_no_more_queries(
    app: Flask, editor: FlaskClient, organisation: Organisation, queries: QueryCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for size in (1, 10):
        monkeypatch.setitem(app.config, "PAGE_SIZE", size)
        before = len(queries)
        with queries.counting():
            editor.get(history(organisation))
        counts.append(len(queries) - before)

    assert counts[0] == counts[1]


def test_a_revision_shows_the_words_that_changed(editor: FlaskClient, organisation: Organisation) -> None:
    page = editor.get(history(organisation, at_version(organisation, 4).id)).text

    assert re.sub(r"\s+", " ", words(page)).count("We work with {-women -}{+people +}and men") == 1
    assert "[removed:]" in page
    assert "[added:]" in page
    assert "NEWNAME" not in page


def test_a_value_that_took_the_place_of_another_stands_apart_from_it(
    editor: FlaskClient, organisation: Organisation
) -> None:
    page = editor.get(history(organisation, at_version(organisation, 2).id)).text

    assert "{-OLDNAME-}{+NEWNAME+}" in words(page)
    assert '</del><span class="apart"></span><ins>' in page


def test_the_first_revision_shows_what_there_was(editor: FlaskClient, organisation: Organisation) -> None:
    text = words(editor.get(history(organisation, at_version(organisation, 1).id)).text)

    assert "The profile as of" in text
    assert "OLDNAME" in text
    assert "{+" not in text


def test_one_field_is_brought_back_after_a_second_look(editor: FlaskClient, organisation: Organisation) -> None:
    first = at_version(organisation, 1)
    url = history(organisation, first.id, "restore?field=acronym")

    asked = editor.get(url).text
    answer = editor.post(url, data={"version": "4"})

    assert "{-NEWNAME-}{+OLDNAME+}" in words(asked)
    assert 'name="version" type="hidden" value="4"' in asked
    assert "The profile says again what it said then." in editor.get(answer.location).text
    assert (organisation.acronym, organisation.confidential.city, organisation.version) == ("OLDNAME", "Newtown", 5)
    assert at_version(organisation, 5).fields == ["acronym"]


def test_a_change_is_undone_from_its_own_page(editor: FlaskClient, organisation: Organisation) -> None:
    page = editor.get(history(organisation, at_version(organisation, 4).id)).text
    undo = re.search(r'href="([^"]+field=en\.people)">Undo this change', page)
    assert undo is not None

    editor.post(unescape(undo[1]), data={"version": "4"})

    assert organisation.texts[0].people == "We work with women and men"
    assert "Bring this back" not in page


def test_the_whole_profile_of_then_is_brought_back(editor: FlaskClient, organisation: Organisation) -> None:
    editor.post(history(organisation, at_version(organisation, 1).id, "restore"), data={"version": "4"})

    assert (organisation.acronym, organisation.confidential.city, organisation.texts) == ("OLDNAME", "Oldtown", [])
    assert organisation.version == 5


def test_bringing_back_meets_a_change_in_between(editor: FlaskClient, organisation: Organisation) -> None:
    url = history(organisation, at_version(organisation, 1).id, "restore?field=acronym")

    answer = editor.post(url, data={"version": "3"})

    assert answer.status_code == 200
    assert "Somebody else has saved this organisation in the meantime." in answer.text
    assert 'name="version" type="hidden" value="4"' in answer.text
    assert organisation.acronym == "NEWNAME"


@pytest.mark.parametrize(
    "field", ["name", "listing", "audiences", "contacts", "country_code", "en.nothing", "category"]
)
def test_what_is_no_part_of_the_profile_is_never_brought_back(
    editor: FlaskClient, organisation: Organisation, field: str
) -> None:
    url = history(organisation, at_version(organisation, 1).id, f"restore?field={field}")

    editor.post(url, data={"version": "4"})

    assert organisation.version == 4


def test_nothing_is_offered_that_is_there_already(editor: FlaskClient, organisation: Organisation) -> None:
    url = history(organisation, at_version(organisation, 4).id, "restore")

    text = editor.get(url).text

    assert "The profile says this already" in text
    assert "Bring it back" not in text


def test_the_secretariat_neither_sees_nor_restores_what_is_only_ours(
    client: FlaskClient, organisation: Organisation
) -> None:
    services.update_profile(organisation, {"city": "Thirdtown"}, version=4, by=None)
    organisation.audiences = {"city": "us"}
    sign_in(client, make_role(Role.MEMBERSHIP))
    mixed, city_only = at_version(organisation, 2), at_version(organisation, 5)

    pages = [history(organisation), *(history(organisation, at_version(organisation, n).id) for n in (1, 2, 3, 4))]
    said = "".join(client.get(page).text for page in pages)
    answer = client.get(history(organisation, city_only.id))
    client.post(history(organisation, mixed.id, "restore?field=city"), data={"version": "5"})
    client.post(history(organisation, mixed.id, "restore"), data={"version": "5"})

    assert answer.status_code == 404
    assert str(city_only.id) not in said
    assert "NEWNAME" in said
    for secret in ("Oldtown", "Newtown", "Thirdtown", "City"):
        assert secret not in said
    assert organisation.confidential.city == "Thirdtown"


def test_who_reads_in_the_history_what_was_removed_since_is_noted(
    client: FlaskClient, organisation: Organisation
) -> None:
    services.update_profile(organisation, {"city": None}, version=organisation.version, by=None)
    session.commit()
    sign_in(client, make_role(Role.MEMBERSHIP))
    pages = {2: [], 3: ["restore"], 4: [], 5: []}

    noted = {}
    for version, rest in pages.items():
        session.execute(delete(FieldRead))
        session.commit()
        assert client.get(history(organisation, at_version(organisation, version).id, *rest)).status_code == 200
        noted[version] = session.scalars(select(FieldRead.fields)).all()

    assert noted == {2: [["city"]], 3: [["city"]], 4: [], 5: [["city"]]}
