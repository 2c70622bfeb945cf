import pytest

from config import TestConfig
from nswp_members.app import create_app
from nswp_members.core.db import db
from nswp_members.demo.people import PASSWORD, PEOPLE
from tests.demo.test_letters import put


@pytest.fixture
def mail(tmp_path):
    """The folder of the mailbox."""
    return str(tmp_path / "mail")


@pytest.fixture
def browser(app, mail):
    """A browser on an app in demo mode."""
    demo = create_app(
        TestConfig(
            SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
            REDIS_URL=app.config["REDIS_URL"],
            DEMO_MODE=True,
            DEMO_MAILBOX=mail,
        )
    )
    demo.test_client_class = app.test_client_class
    db._app_engines[demo][None] = db._app_engines[app][None]
    return demo.test_client()


def test_outside_a_demonstration_there_is_no_mailbox_and_nobody_to_sign_in_as(client):
    assert client.get("/demo/mailbox").status_code == 404
    assert PASSWORD not in client.get("/accounts/sign-in").text
    assert "Demonstration" not in client.get("/").text


def test_an_empty_mailbox_says_what_will_be_there(browser):
    assert "No mail yet" in browser.get("/demo/mailbox").text


def test_letters_are_listed_the_newest_first(browser, mail):
    put(mail, "First letter")
    put(mail, "Second letter")

    page = browser.get("/demo/mailbox").text

    assert page.index("Second letter") < page.index("First letter")
    assert "b@example.org" in page


def test_no_more_than_fifty_are_shown(browser, mail):
    for number in range(55):
        put(mail, f"Letter {number:03}.")

    page = browser.get("/demo/mailbox").text

    assert "Letter 005." in page
    assert "Letter 004." not in page


def test_a_letter_shows_its_words_and_links_to_this_app_only(browser, mail):
    key = put(mail, "Invitation", text="Come: http://localhost/en/accounts/invitations/abc\nor http://evil.example/")

    page = browser.get("/demo/mailbox", query_string={"mail": key}).text

    assert '<a href="http://localhost/en/accounts/invitations/abc">' in page
    assert "http://evil.example/" in page
    assert 'href="http://evil' not in page


def test_what_a_letter_says_is_never_run(browser, mail):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    key = put(mail, attack, text=attack, html=f"<html>{attack}</html>")

    for path in ("/demo/mailbox", f"/demo/mailbox?mail={key}"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_a_letter_that_is_gone_is_not_found(browser):
    assert browser.get("/demo/mailbox?mail=../../etc/passwd").status_code == 404


def test_the_sign_in_page_names_the_invented_people(browser):
    page = browser.get("/accounts/sign-in").text

    assert PASSWORD in page
    assert all(one.email in page for one in PEOPLE)
