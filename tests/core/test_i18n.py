import re

import pytest
from flask import Flask
from flask_babel import force_locale

from nswp_members.core.i18n import LANGUAGES, language_name, partial_date
from tests.factories import make_person, sign_in


def language_of(answer) -> str:
    return answer.text.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_path_decides(client, code):
    answer = client.get(f"/{code}/members", headers={"Accept-Language": "es"})

    assert answer.status_code == 200
    assert language_of(answer) == code


def test_links_stay_in_the_language_of_the_path(client):
    page = client.get("/fr/").text

    assert 'href="/fr/members"' in page
    assert 'href="/members"' not in page


def test_without_a_path_the_browser_decides(client):
    assert language_of(client.get("/members", headers={"Accept-Language": "de, ru;q=0.8, fr;q=0.5"})) == "ru"
    assert language_of(client.get("/members", headers={"Accept-Language": "zh-CN"})) == "zh"
    assert language_of(client.get("/members", headers={"Accept-Language": "de"})) == "en"
    assert language_of(client.get("/members")) == "en"


def test_the_preference_of_a_person_wins_over_the_browser_and_the_path_over_both(client):
    sign_in(client, make_person(locale="es"))

    assert language_of(client.get("/dashboard", headers={"Accept-Language": "ru"})) == "es"
    assert language_of(client.get("/fr/dashboard")) == "fr"


@pytest.mark.parametrize("path", ["/members?country=KE&x=a%20b", "/fr/members?country=KE&x=a%20b", "/accounts/sign-in"])
def test_the_switcher_offers_this_page_in_every_language(client, path):
    page = client.get(path).text
    plain = path.removeprefix("/fr").replace("&", "&amp;")

    offered = re.findall(r'<a href="([^"]+)" lang="(\w\w)" hreflang="\2"', page)

    assert offered == [(f"/{code}{plain}", code) for code in LANGUAGES]


def test_the_switcher_marks_the_present_language_and_names_each_in_itself(client):
    page = client.get("/ru/members").text

    assert re.search(r'lang="ru" hreflang="ru" aria-current="true">Русский<', page)
    for name in ("English", "Français", "Español", "中文"):
        assert name in page


@pytest.mark.parametrize("path", ["/de/members", "/frx/members", "/fr", "/FR/members", "/fr/fr/members"])
def test_what_is_no_language_is_no_page(client, path):
    assert client.get(path).status_code in (404, 308)


@pytest.mark.parametrize("header", ["*", ";;;", "a" * 5000, "fr_FR@euro", "../../etc", "zh-Hans"])
def test_a_strange_wish_of_a_browser_breaks_nothing(client, header):
    assert language_of(client.get("/members", headers={"Accept-Language": header})) in LANGUAGES


def test_a_language_is_named_in_itself():
    assert [language_name(code) for code in LANGUAGES] == ["English", "Français", "Español", "Русский", "中文"]


def test_a_partial_date_shows_what_is_known(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert partial_date(None) == ""
        assert partial_date("2014") == "2014"
        assert partial_date("2014-03") == "March 2014"
        assert partial_date("2014-03-08") == "March 8, 2014"
    with app.test_request_context(), force_locale("fr"):
        assert partial_date("2014-03-08") == "8 mars 2014"
