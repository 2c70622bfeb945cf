"""Names offered while one types in the search box, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import Listing, Organisation
from tests.browser.conftest import PHONE, new_page
from tests.factories import make_organisation
from tests.live import Stack

NAME = "Círculo Colibrí Rojo"


@pytest.fixture
def search(browser: Browser, stack: Stack) -> Page:
    """The public directory on a phone, with a listed organisation."""
    with stack.app.app_context():
        if session.scalar(select(Organisation.id).where(Organisation.name == NAME)) is None:
            make_organisation(name=NAME, country="PE", listing=Listing.LISTED)
    page = new_page(browser, PHONE)
    page.goto(f"{stack.address}/members")
    return page


@pytest.mark.live
def test_a_mistyped_name_is_offered_and_chosen_by_keyboard(search: Page) -> None:
    box = search.get_by_role("combobox", name="Name")
    box.press_sequentially("circulo colibir")
    offered = search.get_by_role("option", name=NAME)
    expect(offered).to_be_visible()
    box.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    search.wait_for_url("**q=C%C3%ADrculo+Colibr%C3%AD+Rojo**")
    expect(search.get_by_role("link", name=NAME, exact=True)).to_be_visible()


@pytest.mark.live
def test_escape_and_leaving_the_box_put_the_list_away(search: Page) -> None:
    box = search.get_by_role("combobox", name="Name")
    for leave in ("Escape", "Tab"):
        box.fill("")
        box.press_sequentially("colibri")
        expect(search.get_by_role("listbox")).to_be_visible()
        box.press(leave)

        expect(search.get_by_role("listbox")).to_be_hidden()
