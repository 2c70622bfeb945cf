"""Regions, countries and how people write them."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.regions.geography import (
    CONTENT_ONLY,
    LOCALES,
    OtherArea,
    Region,
    countries,
    country,
    country_name,
    find_country,
    find_region,
    region_name,
)


def alpha2(text: str) -> str | None:
    """Return the code of the one country a text stands for."""
    match = find_country(text)
    return match.country.alpha2 if match and match.country else None


def test_every_iso_country_and_kosovo_has_a_region() -> None:
    assert set(countries()) == {entry.alpha_2 for entry in pycountry.countries} | {"XK"}
    assert len(countries()) == 250


def test_only_kosovo_is_outside_iso() -> None:
    outside = [entry for entry in countries().values() if not entry.iso]

    assert [(entry.alpha2, entry.alpha3, entry.numeric) for entry in outside] == [("XK", "XKX", None)]


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("MX", Region.LATIN_AMERICA),
        ("GY", Region.NORTH_AMERICA_CARIBBEAN),
        ("SR", Region.NORTH_AMERICA_CARIBBEAN),
        ("HT", Region.NORTH_AMERICA_CARIBBEAN),
        ("DO", Region.NORTH_AMERICA_CARIBBEAN),
        ("TN", Region.AFRICA),
        ("MA", Region.AFRICA),
        ("EG", Region.AFRICA),
        ("TR", Region.EUROPE),
        ("KG", Region.EUROPE),
        ("TM", Region.EUROPE),
        ("AM", Region.EUROPE),
        ("RU", Region.EUROPE),
        ("XK", Region.EUROPE),
        ("FJ", Region.ASIA_PACIFIC),
        ("AF", Region.ASIA_PACIFIC),
        ("BR", Region.LATIN_AMERICA),
        ("CA", Region.NORTH_AMERICA_CARIBBEAN),
    ],
)
def test_default_regions_follow_the_domain_notes(code: str, region: Region) -> None:
    assert country(code).region is region
    assert not country(code).provisional


@pytest.mark.parametrize("code", ["AE", "BH", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "YE"])
def test_the_region_of_the_middle_east_is_provisional(code: str) -> None:
    assert country(code).provisional


def test_mexico_may_be_in_north_america_but_kenya_not_in_europe() -> None:
    assert country("MX").accepts(Region.NORTH_AMERICA_CARIBBEAN)
    assert not country("KE").accepts(Region.EUROPE)


def test_countries_are_named_in_the_five_languages() -> None:
    names = [country_name("CI", locale) for locale in LOCALES]

    assert names == ["Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Кот-д’Ивуар", "科特迪瓦"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_country_is_found_by_its_name_and_its_codes(locale: str) -> None:
    for entry in countries().values():
        match = find_country(country_name(entry.alpha2, locale))
        assert match is not None
        assert entry in match.candidates
        assert not match.is_ambiguous or entry.alpha2 in {"CG", "MF"}
        assert alpha2(entry.alpha2) == entry.alpha2
        assert alpha2(entry.alpha3.lower()) == entry.alpha2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ivory Coast", "CI"),
        ("DRC", "CD"),
        ("Congo - Kinshasa", "CD"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Россия", "RU"),
        ("中国", "CN"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Cape Verde", "CV"),
        ("Macedonia", "MK"),
        ("Viet Nam", "VN"),
        ("The Gambia", "GM"),
        ("St. Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Venezuela, Bolivarian Republic of", "VE"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("  côte d'ivoire ", "CI"),
        ("Hong Kong SAR", "HK"),
        ("Estados Unidos", "US"),
        ("Guinea", "GN"),
        ("Niger", "NE"),
        ("Dominica", "DM"),
        ("NA", "NA"),
    ],
)
def test_countries_are_found_under_other_names(text: str, code: str) -> None:
    assert alpha2(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congo", {"CG", "CD"}),
        ("Конго", {"CG", "CD"}),
        ("Korea", {"KR", "KP"}),
        ("Virgin Islands", {"VG", "VI"}),
    ],
)
def test_an_ambiguous_name_is_no_country_but_says_which_it_could_be(text: str, codes: set[str]) -> None:
    match = find_country(text)

    assert match is not None
    assert match.country is None
    assert {candidate.alpha2 for candidate in match.candidates} == codes
    assert match.note is not None
    assert match.note.startswith("More than one country")


@pytest.mark.parametrize(
    ("text", "code", "note"),
    [
        ("Zanzibar", "TZ", "Zanzibar is a part of Tanzania."),
        ("ESCOCIA", "GB", "Escocia is a part of United Kingdom."),
        ("Kosovo", "XK", "Kosovo has no ISO 3166-1 code; the code XK is used."),
    ],
)
def test_unusual_places_come_with_a_note(text: str, code: str, note: str) -> None:
    match = find_country(text)

    assert match is not None
    assert alpha2(text) == code
    assert match.note == note


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "?", "Middle East", "Europe"])
def test_other_texts_are_no_country(text: str) -> None:
    assert find_country(text) is None


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("locale", LOCALES)
def test_regions_are_found_by_their_names_in_five_languages(region: Region, locale: str) -> None:
    match = find_region(region_name(region, locale).upper())

    assert match is not None
    assert match.region is region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Asia Pacific", Region.ASIA_PACIFIC),
        ("asia-pacific", Region.ASIA_PACIFIC),
        ("NAC", Region.NORTH_AMERICA_CARIBBEAN),
        ("North America & the Caribbean", Region.NORTH_AMERICA_CARIBBEAN),
        ("north-america-and-the-caribbean", Region.NORTH_AMERICA_CARIBBEAN),
        ("Eastern Europe and Central Asia", Region.EUROPE),
    ],
)
def test_regions_are_found_under_variants(text: str, region: Region) -> None:
    match = find_region(text)

    assert match is not None
    assert match.region is region


@pytest.mark.parametrize(
    ("text", "area"),
    [("Global", OtherArea.GLOBAL), ("全球", OtherArea.GLOBAL), ("Middle East", OtherArea.MIDDLE_EAST)],
)
def test_areas_that_are_no_member_region_are_recognised_as_such(text: str, area: OtherArea) -> None:
    match = find_region(text)

    assert match is not None
    assert match.region is None
    assert match.other_area is area


def test_global_is_for_content_only() -> None:
    assert CONTENT_ONLY is OtherArea.GLOBAL


def test_an_unknown_region_is_none() -> None:
    assert find_region("Gondwana") is None


def test_a_region_is_named_in_english_where_the_language_is_another() -> None:
    assert region_name(Region.AFRICA, "sw") == "Africa"
    assert region_name(Region.AFRICA, "zh-hans") == "非洲"


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    find_country(text)
    find_region(text)
