import re
from datetime import timedelta

import pytest
from redis import Redis
from wtforms import PasswordField
from wtforms.fields.core import UnboundField

from nswp_members.accounts import unsent
from nswp_members.core.db import now, session
from nswp_members.core.forms import Form
from nswp_members.organisations.models import Organisation
from tests.accounts.conftest import sign_ins_of
from tests.factories import PASSWORD, make_mandate, make_organisation, make_person, sign_in

TOKEN = re.compile(r'name="csrf_token" (?:type="hidden" )?value="([^"]+)"')
NOTICE = "Here is what you typed"


@pytest.fixture
def organisation():
    return make_organisation(name="Before")


@pytest.fixture
def editor(organisation):
    return make_mandate(organisation, "edit")


def run_out(person):
    """Let every sign-in of a person run out."""
    for one in sign_ins_of(person.id):
        one.idle_after = now() - timedelta(seconds=1)
    session.commit()


def kept(app):
    """Return what Redis keeps of unsent forms."""
    store = Redis.from_url(app.config["REDIS_URL"])
    return [(store.get(key), store.ttl(key)) for key in store.keys("unsent:*")]


def test_what_was_typed_is_there_again_after_signing_in_and_is_not_saved_by_itself(app, client, organisation, editor):
    path = f"/organisations/{organisation.id}/edit"
    sign_in(client, editor)
    page = client.get(path).text
    fields = dict(re.findall(r'name="(version|base)"[^>]*value="([^"]*)"', page.replace("&#34;", "'")))
    run_out(editor)

    refused = client.post(path, data={**fields, "transliteration": "Typed at length", "acronym": "TYPED"})
    let_in = client.post("/accounts/sign-in", data={"email": editor.email, "password": PASSWORD})
    again = client.get(let_in.location).text

    assert refused.location == "/accounts/sign-in"
    assert let_in.location == path
    assert NOTICE in again
    assert 'value="Typed at length"' in again
    assert 'value="TYPED"' in again
    assert session.get(Organisation, organisation.id).transliteration == ""
    assert kept(app) == []
    assert "Typed at length" not in client.get(path).text


def test_it_works_in_another_language_and_for_any_form(client):
    person = make_person(name="Before")
    sign_in(client, person)
    run_out(person)

    client.post("/fr/accounts/settings?a=1", data={"name": "Typed Name", "locale": "es"})
    let_in = client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD})

    assert let_in.location == "/fr/accounts/settings?a=1"
    assert 'value="Typed Name"' in client.get(let_in.location).text


def test_it_works_with_the_tokens_of_forms_checked(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    person = make_person()
    token = TOKEN.search(client.get("/accounts/sign-in").text)[1]
    client.post("/accounts/sign-in", data={"email": person.email, "password": PASSWORD, "csrf_token": token})
    token = TOKEN.search(client.get("/accounts/settings").text)[1]
    run_out(person)

    refused = client.post("/accounts/settings", data={"name": "Typed Name", "locale": "en", "csrf_token": token})
    fresh = TOKEN.search(client.get(refused.location).text)[1]
    let_in = client.post(refused.location, data={"email": person.email, "password": PASSWORD, "csrf_token": fresh})
    page = client.get(let_in.location).text
    other_tab = client.post("/accounts/settings", data={"name": "New Name", "locale": "en", "csrf_token": token})

    assert refused.status_code == 302
    assert let_in.location == "/accounts/settings"
    assert 'value="Typed Name"' in page
    assert other_tab.status_code == 302


def test_another_person_gets_nothing(app, client):
    person, other = make_person(), make_person()
    sign_in(client, person)
    run_out(person)
    client.post("/accounts/settings", data={"name": "Typed Name", "locale": "en"})

    let_in = client.post("/accounts/sign-in", data={"email": other.email, "password": PASSWORD})

    assert let_in.location == "/dashboard"
    assert "Typed Name" not in client.get("/accounts/settings").text
    assert kept(app) == []


def test_it_is_kept_encrypted_for_half_an_hour_in_a_new_session(app, client):
    person = make_person()
    sign_in(client, person)
    before = client.get_cookie("visit").value
    run_out(person)

    client.post("/accounts/settings", data={"name": "Typed Name", "locale": "en"})

    [(value, seconds)] = kept(app)
    assert b"Typed" not in value
    assert 0 < seconds <= 1800
    assert client.get_cookie("visit").value != before
    with client.session_transaction() as now_kept:
        assert "_user_id" not in now_kept


def test_what_was_typed_is_on_no_other_page(client):
    person = make_person()
    sign_in(client, person)
    run_out(person)
    client.post("/accounts/settings", data={"name": "Typed Name", "locale": "en"})

    sign_in(client, person)

    assert "Typed Name" not in client.get("/accounts/password").text
    assert "Typed Name" in client.get("/accounts/settings").text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/settings", {"name": "x" * 65_536}),
        ("/accounts/settings", {}),
        ("/accounts/password", {"current_password": "secret", "password": "secret", "repeat": "secret"}),
        ("/accounts/sign-out-everywhere", {"name": "a button"}),
    ],
)
def test_what_is_too_long_secret_or_no_form_is_not_kept(app, client, path, data):
    person = make_person()
    sign_in(client, person)
    run_out(person)

    answer = client.post(path, data=data)

    assert answer.location == "/accounts/sign-in"
    assert kept(app) == []


def test_visitors_and_made_up_sessions_leave_nothing(app, client):
    client.post("/accounts/settings", data={"name": "Typed Name"})
    with client.session_transaction() as planted:
        planted["_user_id"] = "made up"
    client.post("/accounts/settings", data={"name": "Typed Name"})

    assert kept(app) == []


def test_leaving_drops_it(app, client):
    person = make_person()
    sign_in(client, person)
    run_out(person)
    client.post("/accounts/settings", data={"name": "Typed Name", "locale": "en"})

    client.post("/leave")

    assert kept(app) == []


def test_no_field_for_a_password_is_ever_kept(app):
    def kinds(kind):
        return {kind}.union(*(kinds(one) for one in kind.__subclasses__()))

    names = {
        name
        for kind in kinds(Form)
        if kind.__module__.startswith("nswp_members")
        for name in dir(kind)
        if isinstance(getattr(kind, name), UnboundField) and issubclass(getattr(kind, name).field_class, PasswordField)
    }

    assert names >= {"password", "current_password", "repeat"}
    assert [name for name in names if not unsent.is_secret(name)] == []
