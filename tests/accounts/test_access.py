from datetime import timedelta

import pytest
from flask import Flask

from config import TestConfig
from nswp_members.accounts.access import authorise, current_viewer, local_path, may_sign_in, public
from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.app import create_app
from nswp_members.core.db import db, now, session
from tests.accounts.conftest import sign_ins_of
from tests.factories import make_mandate, make_organisation, make_person, make_role, sign_in


@pytest.fixture
def lax_app(app: Flask):
    """A second app with a view that forgets to ask, and one that does not."""
    settings = TestConfig(
        SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"], REDIS_URL=app.config["REDIS_URL"]
    )
    lax = create_app(settings)
    lax.test_client_class = app.test_client_class
    lax.add_url_rule("/forgetful", "forgetful", lambda: "secret")
    lax.add_url_rule("/careful", "careful", lambda: str(authorise(may_sign_in).signed_in))
    lax.add_url_rule("/open", "open", public(lambda: str(current_viewer() is ANYONE)))
    db._app_engines[lax][None] = db._app_engines[app][None]
    return lax


def test_a_view_that_asks_no_policy_does_not_answer(app, lax_app):
    browser = sign_in(lax_app.test_client(), make_person())

    with pytest.raises(RuntimeError, match="forgetful"):
        browser.get("/forgetful")
    assert browser.get("/careful").text == "True"


def test_a_view_is_closed_to_visitors_unless_it_is_public(lax_app):
    browser = lax_app.test_client()

    assert browser.get("/forgetful").status_code == 302
    assert browser.get("/careful").status_code == 302
    assert browser.get("/open").text == "True"


def test_an_unknown_address_is_not_found_for_visitors_too(client):
    assert client.get("/no-such-page").status_code == 404


def test_only_the_capacity_acted_in_gives_rights(client):
    organisation = make_organisation(name="Canary Org")
    person = make_mandate(organisation, "edit", person=make_role(Role.DONOR))
    sign_in(client, person)

    assert client.get(f"/organisations/{organisation.id}/edit").status_code == 404
    client.post("/accounts/capacity", data={"capacity": f"organisation:{organisation.id}"})
    assert client.get(f"/organisations/{organisation.id}/edit").status_code == 200


def let_run_out(person):
    """Let every sign-in of a person run out."""
    for one in sign_ins_of(person.id):
        one.idle_after = now() - timedelta(seconds=1)
    session.commit()


@pytest.mark.parametrize("sends", [False, True])
def test_whoever_comes_back_goes_on_in_the_same_capacity_and_with_pages_still_open(client, sends):
    organisation = make_organisation(name="Canary Org")
    person = make_mandate(organisation, "edit", person=make_role(Role.DONOR))
    sign_in(client, person)
    client.post("/accounts/capacity", data={"capacity": f"organisation:{organisation.id}"})
    with client.session_transaction() as kept:
        kept["csrf_token"] = "of the open page"
    let_run_out(person)
    if sends:
        client.post("/accounts/settings", data={"name": "Typed", "locale": "en"})

    sign_in(client, person)

    with client.session_transaction() as kept:
        assert kept["csrf_token"] == "of the open page"
    assert client.get(f"/organisations/{organisation.id}/edit").status_code == 200


@pytest.mark.parametrize("sends", [False, True])
def test_another_person_takes_over_nothing(client, sends):
    organisation = make_organisation()
    person, other = (make_mandate(organisation, "edit", person=make_role(Role.DONOR)) for _ in range(2))
    sign_in(client, person)
    client.post("/accounts/capacity", data={"capacity": f"organisation:{organisation.id}"})
    with client.session_transaction() as kept:
        kept["csrf_token"] = "of the open page"
    let_run_out(person)
    if sends:
        client.post("/accounts/settings", data={"name": "Typed", "locale": "en"})

    sign_in(client, other)

    with client.session_transaction() as kept:
        assert {"capacity", "csrf_token", "unsent"} & set(kept) == set()


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("/members?q=a", "/members?q=a"),
        (None, "/dashboard"),
        ("members", "/dashboard"),
        ("//evil.example", "/dashboard"),
        ("/\\evil.example", "/dashboard"),
        ("https://evil.example/a", "/dashboard"),
        ("/\t/evil.example", "/dashboard"),
        ("/a\r\nSet-Cookie: b=c", "/dashboard"),
        ("//[", "/dashboard"),
    ],
)
def test_a_wish_is_followed_within_this_site_only(app, wish, path):
    with app.test_request_context():
        assert local_path(wish) == path


def test_asking_which_methods_an_address_takes_is_no_fault(client):
    sign_in(client, make_person())

    assert client.options("/dashboard").status_code == 200
