"""How many publicly listed organisations each country and region has: in bands, so that a map tells no number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

BANDS = (0, 1, 5, 10, 25)
"""The least number of each band."""

Place = tuple[str, str, int]


@dataclass(frozen=True)
class CountryTally:
    """The band of one country, and the regions in which its organisations are members."""

    code: str
    regions: tuple[str, ...]
    band: int


@dataclass(frozen=True)
class RegionTally:
    """The band of one region, and in how many countries somebody is listed."""

    code: str
    countries: int
    band: int


def band_of(number: int) -> int:
    """Return the band of a number, by its least number."""
    return max(least for least in BANDS if least <= max(number, 0))


def countries_of(places: Iterable[Place], among: Collection[str] = ()) -> list[CountryTally]:
    """Return the countries of (region, country, number) with anybody listed, of some regions if any are asked for."""
    numbers: dict[str, int] = {}
    regions: dict[str, set[str]] = {}
    for region_code, code, number in places:
        if number and (not among or region_code in among):
            numbers[code] = numbers.get(code, 0) + number
            regions.setdefault(code, set()).add(region_code)
    return [CountryTally(code, tuple(sorted(regions[code])), band_of(numbers[code])) for code in sorted(numbers)]


def regions_of(places: Iterable[Place], regions: Iterable[str]) -> list[RegionTally]:
    """Return these regions in their order, those without anybody as well."""
    kept = [place for place in places if place[2]]
    found = []
    for region in regions:
        numbers = {code: number for region_code, code, number in kept if region_code == region}
        found.append(RegionTally(region, len(numbers), band_of(sum(numbers.values()))))
    return found
