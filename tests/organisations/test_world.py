import pytest

from nswp_members.organisations.labels import BAND_LABELS
from nswp_members.organisations.world import BANDS, CountryTally, RegionTally, band_of, countries_of, regions_of

PLACES = [("africa", "KE", 4), ("africa", "ZA", 12), ("europe", "FR", 5), ("latin-america", "MX", 3)]


@pytest.mark.parametrize(
    ("number", "band"), [(0, 0), (1, 1), (4, 1), (5, 5), (9, 5), (10, 10), (24, 10), (25, 25), (9000, 25)]
)
def test_a_number_belongs_to_one_band(number: int, band: int) -> None:
    assert band_of(number) == band


def test_each_band_has_words() -> None:
    assert tuple(BAND_LABELS) == BANDS


def test_countries_keep_their_band_only() -> None:
    assert countries_of(PLACES) == [
        CountryTally("FR", ("europe",), 5),
        CountryTally("KE", ("africa",), 1),
        CountryTally("MX", ("latin-america",), 1),
        CountryTally("ZA", ("africa",), 10),
    ]


def test_a_country_in_two_regions_is_counted_once_or_in_the_region_asked_for() -> None:
    places = [*PLACES, ("north-america-caribbean", "MX", 3)]

    whole = {one.code: one for one in countries_of(places)}
    part = countries_of(places, ["north-america-caribbean"])

    assert whole["MX"] == CountryTally("MX", ("latin-america", "north-america-caribbean"), 5)
    assert part == [CountryTally("MX", ("north-america-caribbean",), 1)]


def test_a_country_with_nobody_is_the_same_as_one_not_mentioned() -> None:
    assert countries_of([*PLACES, ("africa", "UG", 0)]) == countries_of(PLACES)
    assert regions_of([("africa", "UG", 0)], ["africa"]) == regions_of([], ["africa"])


def test_regions_come_in_order_with_their_countries() -> None:
    assert regions_of(PLACES, ["europe", "africa", "asia-pacific"]) == [
        RegionTally("europe", 1, 5),
        RegionTally("africa", 2, 10),
        RegionTally("asia-pacific", 0, 0),
    ]
