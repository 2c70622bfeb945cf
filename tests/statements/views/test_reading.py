import pytest
from flask.testing import FlaskClient

from nswp_members.organisations.models import Listing
from nswp_members.regions.geography import LOCALES
from tests.factories import make_endorsement, make_organisation, make_version


@pytest.mark.parametrize("language", LOCALES)
def test_everybody_reads_the_statement_in_their_language(client: FlaskClient, language: str) -> None:
    page = client.get(f"/{language}/statement")

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert page.text.count("<li>\n      <h3>") == 11


def test_search_engines_may_keep_the_statement(client: FlaskClient) -> None:
    page = client.get("/statement")

    assert "X-Robots-Tag" not in page.headers
    assert "noindex" not in page.text
    assert "noindex" in client.get("/accounts/sign-in").text


def test_the_statement_says_that_it_is_a_guide_and_dates_consultation_and_publication_apart(
    client: FlaskClient,
) -> None:
    page = client.get("/en/statement").text

    assert "It is not the text itself" in page
    assert "2013 edition" in page
    assert "Consultation: 2013" in page
    assert "Publication: 2014" in page


def test_the_statement_page_is_the_same_whoever_endorses(client: FlaskClient) -> None:
    before = client.get("/statement").text

    make_endorsement(make_organisation(name="Tell-tale", listing=Listing.LISTED))

    assert client.get("/statement").text == before


def test_other_editions_are_listed_and_can_be_read(client: FlaskClient) -> None:
    make_version("2030", current=True)

    assert "/statement/2013" in client.get("/en/statement").text
    assert "This is an earlier edition" in client.get("/en/statement/2013").text


def test_an_unknown_edition_is_absent(client: FlaskClient) -> None:
    assert client.get("/statement/1999").status_code == 404
