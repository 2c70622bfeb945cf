import pytest

from nswp_members.accounts.viewers import Role
from nswp_members.audit import services as audit
from nswp_members.core.db import session, today
from tests.factories import an_id, make_network, make_person, make_role, sign_in


@pytest.fixture
def administrator(client):
    return sign_in(client, make_role(Role.ADMINISTRATOR))


def record(action="tests.did", subject=None, **values):
    audit.record(action, "thing", subject, **{"by": None, **values})
    session.commit()


def test_the_trail_is_not_for_visitors(client):
    assert client.get("/audit").status_code == 302


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.ADMINISTRATOR, Role.ORGANISATION)])
def test_the_trail_is_for_administrators_only(client, role):
    sign_in(client, make_role(role, region="africa", network=make_network()))

    assert client.get("/audit").status_code == 403


def test_names_of_people_are_resolved_and_of_nothing_else(administrator):
    who, whom = make_person(name="Who Did"), make_person(name="To Whom")
    audit.record("tests.did", "person", whom.id, by=who.id, capacity=Role.FINANCE, details={"field": "name"})
    session.commit()

    page = administrator.get("/audit").text

    assert "Who Did" in page
    assert "To Whom" in page
    assert "Secretariat, finance" in page
    assert "field: name" in page


def test_the_trail_can_be_narrowed(administrator):
    who, what = make_person(email="who@example.org"), an_id()
    record("tests.alpha", by=who.id)
    record("tests.beta", what)

    def shown(**wanted):
        page = administrator.get("/audit", query_string=wanted).text
        return {name for name in ("alpha", "beta") if f"<code>tests.{name}</code>" in page}

    assert shown() == shown(since=today().isoformat(), until=today().isoformat()) == {"alpha", "beta"}
    assert shown(action="tests.a") == {"alpha"}
    assert shown(email="WHO@example.org") == {"alpha"}
    assert shown(email="never@example.org") == set()
    assert shown(subject=str(what)) == {"beta"}
    assert shown(until="2020-01-01") == shown(since="2999-01-01") == set()
    assert shown(until="9999-12-31") == {"alpha", "beta"}


def test_nonsense_is_refused_kindly(administrator):
    assert "This is not an id." in administrator.get("/audit?subject=nonsense").text
    assert administrator.get("/audit?since=yesterday").status_code == 200
    for before in ("x", "-1", "9" * 40):
        assert administrator.get(f"/audit?before={before}").status_code == 200


def test_pages_show_every_line_once_and_keep_what_is_asked_for(app, administrator, monkeypatch):
    monkeypatch.setitem(app.config, "PAGE_SIZE", 2)
    for number in range(5):
        record(f"tests.number_{number}")
    seen, path = "", "/audit?action=tests."

    while path:
        page = administrator.get(path).text
        seen += page
        path = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert [seen.count(f"<code>tests.number_{number}</code>") for number in range(5)] == [1] * 5


def test_nothing_found_is_said(administrator):
    assert "No line found" in administrator.get("/audit?action=never").text


def test_a_page_takes_the_same_number_of_queries_however_long_the_trail(administrator, queries):
    def count():
        queries.statements.clear()
        with queries.counting():
            administrator.get("/audit")
        return len(queries)

    record(by=make_person().id)
    count()
    few = count()
    for _time in range(10):
        record(by=make_person().id)

    assert count() == few <= 6
