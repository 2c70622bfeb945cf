from flask import Flask

from nswp_members.regions.geography import LOCALES
from nswp_members.statements import queries as statements
from tests.factories import current_version, make_version


def test_the_statement_has_three_values_and_eight_rights_in_five_languages(app: Flask) -> None:
    version = current_version()

    for locale in LOCALES:
        reading = statements.reading(version, locale)
        assert reading.locale == locale
        assert [one.key for one in reading.values] == [f"core-value-{number}" for number in range(1, 4)]
        assert [one.key for one in reading.rights] == [f"right-{number}" for number in range(1, 9)]
        assert all(one.title and one.content for one in [*reading.values, *reading.rights])
    assert (version.label, version.consulted_year, version.published_on) == ("2013", 2013, "2014")


def test_each_language_has_words_of_its_own(app: Flask) -> None:
    readings = [statements.reading(current_version(), locale) for locale in LOCALES]

    for place in range(8):
        assert len({reading.rights[place].content for reading in readings}) == 5


def test_a_missing_language_falls_back_to_english(app: Flask) -> None:
    assert statements.reading(current_version(), "pt").locale == "en"


def test_versions_come_newest_first(app: Flask) -> None:
    make_version("2020 draft")

    assert [one.label for one in statements.versions()] == ["2020 draft", "2013"]


def test_a_vague_date_of_publication_does_not_make_an_edition_older(app: Flask) -> None:
    make_version("2030", published_on="2013")

    assert [one.label for one in statements.versions()] == ["2030", "2013"]
