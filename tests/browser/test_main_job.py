"""The main job, end to end: list, request, mail, invitation, profile, endorsement, coverage."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nswp_members.accounts.viewers import Role
from nswp_members.organisations.models import Listing
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE, new_page, sign_in
from tests.factories import make_mandate, make_organisation, make_person, make_role
from tests.live import Stack

LIST = (
    "Organisation name;Country;Contact person;Contact e-mail;Language for mail;List publicly?\n"
    "Cercle du Fleuve;Senegal;Awa;awa@fleuve.example.org;French;no\n"
    "Quiet Harbour;Kenya;;;English;yes\n"
    "Nowhere Club;Atlantis;Zed;zed@nowhere.example.org;English;yes\n"
)
PASSWORD = "four unrelated umbrella words"


def link_in(mail: EmailMessage) -> str:
    """Return the address that the mail's plain text asks its reader to open."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://\S+", body.get_content())
    assert found is not None
    return found.group()


def import_the_list(page: Page, stack: Stack, folder: Path) -> None:
    """Bring the list in, as the secretariat does."""
    (folder / "members.csv").write_text(LIST, encoding="cp1252")
    page.goto(f"{stack.address}/organisations/imports")
    page.get_by_label("Member list").set_input_files(folder / "members.csv")
    page.get_by_role("button", name="Upload and choose columns").click()
    page.get_by_role("button", name="Check the rows").click()
    page.wait_for_url(re.compile(r"/organisations/imports/[0-9a-f-]+$"))
    page.get_by_role("link", name="It is done: show the result").click()
    expect(page.get_by_text("“Atlantis” is not a country we know")).to_be_visible()
    page.get_by_role("button", name="Import 2 organisations").click()
    page.get_by_role("link", name="It is done: show the result").click()
    expect(page.get_by_text("2 organisations are new here")).to_be_visible()


def ask_everybody(page: Page, stack: Stack) -> None:
    """Send the request to all that can be reached."""
    page.goto(f"{stack.address}/endorsements/ask")
    expect(page.get_by_text("No contact address").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Send")).click()
    page.wait_for_url(re.compile(r"/endorsements/requests/"))


def accept_and_endorse(page: Page, link: str) -> None:
    """Open the invitation on a phone, choose a password, correct the profile and endorse, in French."""
    page.goto(link)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator("#name").fill("Awa")
    page.locator("#password").fill(PASSWORD)
    page.locator("#repeat").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/endorse$"))
    endorse = page.url
    page.goto(endorse.replace("/endorse", "/edit"))
    page.locator("#acronym").fill("CDF")
    page.locator("button.primary[name=go][value=on]").click()
    page.wait_for_url(re.compile(r"/edit/about$"))
    page.goto(endorse)
    page.locator("#name").fill("Awa")
    page.locator("#function").fill("Coordinatrice")
    page.locator("#mandate").fill("Assemblée des membres, 8 mars")
    page.locator("#confirm").check()
    page.get_by_role("main").locator("button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/endorsement$"))


@pytest.mark.live
def test_from_a_list_to_an_endorsement(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    with stack.app.app_context():
        make_role(Role.MEMBERSHIP, person=make_person(email="office@example.org", name="Office"))
    office = new_page(browser, DESKTOP)
    sign_in(office, stack.address, "office@example.org")

    import_the_list(office, stack, tmp_path)
    ask_everybody(office, stack)
    mail = stack.mail_to("awa@fleuve.example.org")
    accept_and_endorse(new_page(browser, PHONE), link_in(mail))
    stack.mail_to("awa@fleuve.example.org")
    office.goto(f"{stack.address}/endorsements")

    assert not re.search("fleuve|sex|nswp", f"{mail['Subject']} {mail['From']}", re.IGNORECASE)
    africa = office.get_by_role("row", name=re.compile("Africa")).first
    expect(africa).to_contain_text("1")
    office.goto(f"{stack.address}/endorsements/missing")
    expect(office.get_by_text("Quiet Harbour")).to_be_visible()
    expect(office.get_by_text("Cercle du Fleuve")).to_have_count(0)
    assert "fleuve" not in stack.logs().lower()


@pytest.mark.live
def test_a_member_hides_at_once_without_scripts(browser: Browser, stack: Stack) -> None:
    with stack.app.app_context():
        organisation = make_organisation(name="Open Door", listing=Listing.LISTED)
        key, slug = organisation.id, organisation.slug
        make_mandate(organisation, "read", "edit", person=make_person(email="door@example.org"))
    page = new_page(browser, PHONE, scripts=False)
    assert page.request.get(f"{stack.address}/members/{slug}").status == 200

    sign_in(page, stack.address, "door@example.org")
    page.goto(f"{stack.address}/organisations/{key}/visibility")
    page.get_by_role("button", name="Hide us now").click()
    page.wait_for_url("**/hidden")

    stranger = new_page(browser, PHONE)
    assert stranger.request.get(f"{stack.address}/members/{slug}").status == 404
    stranger.goto(f"{stack.address}/members?q=open+door")
    expect(stranger.get_by_role("link", name="Open Door", exact=True)).to_have_count(0)


@pytest.mark.live
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_printed_link_hides_without_signing_in_and_the_password_brings_back(
    browser: Browser, stack: Stack, scripts: bool
) -> None:
    with stack.app.app_context():
        organisation = make_organisation(name="Paper House", country="KE" if scripts else "UG", listing=Listing.LISTED)
        key, slug = organisation.id, organisation.slug
        email = make_mandate(organisation, "edit").email
    page = new_page(browser, PHONE, scripts=scripts)
    sign_in(page, stack.address, email)
    page.goto(f"{stack.address}/organisations/{key}/emergency-link")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator(".emergency-card code").inner_text()

    stranger = new_page(browser, PHONE, scripts=scripts)
    stranger.goto(link)
    assert stranger.request.get(f"{stack.address}/members/{slug}").status == 200
    stranger.get_by_role("button", name="Confirm").click()
    expect(stranger.get_by_role("heading", name="Done.")).to_be_visible()
    assert stranger.request.get(f"{stack.address}/members/{slug}").status == 404

    page.goto(f"{stack.address}/organisations/{key}/hidden")
    page.get_by_role("link", name="Undo the hiding").click()
    page.get_by_label("Your password").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("The organisation is back as it was.")).to_be_visible()
    assert stranger.request.get(f"{stack.address}/members/{slug}").status == 200
    assert link.rpartition("/")[2] not in stack.logs()
    assert '"POST /e/<token> HTTP/1.1" 200' in stack.logs()


@pytest.mark.live
def test_no_page_asks_another_host_for_anything(browser: Browser, stack: Stack) -> None:
    page = new_page(browser, DESKTOP)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    for path in ("/", "/members", "/statement", "/accounts/sign-in", "/nothing"):
        page.goto(stack.address + path)

    assert hosts == {stack.address.removeprefix("http://")}
