import hashlib

import pytest
from flask.testing import FlaskClient

from nswp_members.core.db import session
from nswp_members.organisations.models import Listing
from nswp_members.regions.geography import LOCALES
from nswp_members.statements import queries as statements
from nswp_members.statements import services
from tests.factories import current_version, make_endorsement, make_organisation, make_version


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


def freeze_next(words: str = "Altogether new words for the first right") -> None:
    """Let a next edition be the current one, in which the first right says something else."""
    draft = services.begin_version("2030", from_version=current_version(), consulted_year=2026, by=None)
    for one in statements.open_translations(draft.id):
        next(block for block in one.blocks if block.key == "right-1").content = words
    services.discard(draft, "zh", by=None)
    services.freeze(draft, published_on="2026-05", by=None)
    session.commit()


def test_the_language_of_the_text_is_chosen_apart_from_that_of_the_page(client: FlaskClient) -> None:
    page = client.get("/en/statement/2013?language=ru").text

    assert '<html lang="en"' in page
    assert '<div class="statement" lang="ru">' in page
    assert "This is a translation. If it differs from the text in English" in page
    assert "the authoritative one" in client.get("/en/statement").text


def test_the_page_says_when_a_language_is_missing(client: FlaskClient) -> None:
    freeze_next()

    page = client.get("/zh/statement").text
    assert '<div class="statement" lang="en">' in page
    assert "notice info" in page
    assert "There is no text in 中文 yet" in client.get("/en/statement?language=zh").text
    assert "notice info" not in client.get("/fr/statement").text


def test_everybody_can_take_the_sum_that_the_page_shows(client: FlaskClient) -> None:
    page = client.get("/en/statement?language=es").text
    form = client.get("/statement/2013/es.txt")

    assert hashlib.sha256(form.data).hexdigest() in page
    assert form.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert form.headers["Content-Disposition"] == "attachment; filename=statement-es-1.txt"
    assert client.get("/statement/2013/es/1.txt").data == form.data
    for absent in ("/statement/2013/pt.txt", "/statement/1999/es.txt", "/statement/2013/es/2.txt"):
        assert client.get(absent).status_code == 404


def test_editions_are_compared_paragraph_by_paragraph(client: FlaskClient) -> None:
    freeze_next()

    page = client.get("/en/statement/2030/changes").text

    assert "From the 2013 edition to the 2030 edition" in page
    assert page.count('class="text-change ') == 1
    assert "Altogether new words" in page
    assert "11 paragraphs stay as they were." in page
    chosen = client.get("/en/statement/2013/changes?from=2030&language=fr").text
    assert "From the 2030 edition to the 2013 edition" in chosen
    assert '<div lang="fr">' in chosen
    assert "You are comparing them in English" in client.get("/en/statement/2030/changes?language=zh").text
    assert "This is the first edition" in client.get("/en/statement/2013/changes").text


def test_revisions_are_listed_read_and_compared(client: FlaskClient) -> None:
    version = current_version()
    revision = services.begin_correction(version, "fr", by=None)
    revision.blocks[0].content += " Encore."
    services.publish_correction(version, "fr", correction="Une phrase de plus", by=None)
    session.commit()

    assert "Une phrase de plus" in client.get("/en/statement").text
    newest = client.get("/en/statement/2013/fr/2").text
    assert "Une phrase de plus" in newest
    assert "Encore." in newest
    assert 'class="text-change changed"' in newest
    first = client.get("/en/statement/2013/fr/1").text
    assert "This revision was corrected later" in first
    assert "Encore." not in first
    assert client.get("/statement/2013/fr/3").status_code == 404


def test_what_is_being_worked_on_is_nowhere_public(client: FlaskClient) -> None:
    services.begin_version("2030", from_version=current_version(), consulted_year=None, by=None)
    services.begin_correction(current_version(), "fr", by=None).title = "Secret correction"
    session.commit()

    for page in ("/statement/2030", "/statement/2030/changes", "/statement/2030/en.txt", "/statement/2013/fr/2"):
        assert client.get(page).status_code == 404, page
    for page in ("/fr/statement", "/fr/statement/2013/changes?from=2030"):
        text = client.get(page).text
        assert "Secret correction" not in text
        assert "2030 edition" not in text


def test_explanations_stand_between_values_and_rights(client: FlaskClient) -> None:
    draft = services.begin_version("2030", from_version=current_version(), consulted_year=2026, by=None)
    key = services.add_paragraph(draft, after="", by=None)
    services.move_paragraph(draft, key, places=-8, by=None)
    for one in statements.open_translations(draft.id):
        block = next(block for block in one.blocks if block.key == key)
        block.title, block.content = "Why", "Because <it> matters"
    services.freeze(draft, published_on="2026", by=None)
    session.commit()

    page = client.get("/en/statement").text

    places = [page.index(words) for words in ("Three core values", "Because &lt;it&gt; matters", "Eight rights")]
    assert places == sorted(places)
