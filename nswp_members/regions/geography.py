"""The five member regions, every country with its default region, and how people write both.

Regions follow section 3 of the domain notes: Mexico is Latin America, Guyana and Suriname are Caribbean,
Europe reaches to Central Asia. The Middle East is a gap there: those countries carry a provisional region
and say so.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import pycountry
from babel import Locale

from nswp_members.core.text import fold

LOCALES = ("en", "fr", "es", "ru", "zh")
KOSOVO = "XK"
_LONGEST_NAME = 200


class Region(StrEnum):
    """A region in which members vote and are counted."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia-pacific"
    EUROPE = "europe"
    LATIN_AMERICA = "latin-america"
    NORTH_AMERICA_CARIBBEAN = "north-america-caribbean"


class OtherArea(StrEnum):
    """An area people write in the region column that is no member region."""

    GLOBAL = "global"
    MIDDLE_EAST = "middle-east"


CONTENT_ONLY = OtherArea.GLOBAL

REGION_NAMES: Mapping[Region | OtherArea, Mapping[str, str]] = MappingProxyType(
    {
        Region.AFRICA: dict(zip(LOCALES, ("Africa", "Afrique", "África", "Африка", "非洲"), strict=True)),
        Region.ASIA_PACIFIC: dict(
            zip(
                LOCALES,
                (
                    "Asia and the Pacific",
                    "Asie et Pacifique",
                    "Asia y el Pacífico",
                    "Азия и Тихий океан",
                    "亚洲及太平洋",
                ),
                strict=True,
            )
        ),
        Region.EUROPE: dict(zip(LOCALES, ("Europe", "Europe", "Europa", "Европа", "欧洲"), strict=True)),
        Region.LATIN_AMERICA: dict(
            zip(
                LOCALES,
                ("Latin America", "Amérique latine", "América Latina", "Латинская Америка", "拉丁美洲"),
                strict=True,
            )
        ),
        Region.NORTH_AMERICA_CARIBBEAN: dict(
            zip(
                LOCALES,
                (
                    "North America and the Caribbean",
                    "Amérique du Nord et Caraïbes",
                    "América del Norte y el Caribe",
                    "Северная Америка и Карибский бассейн",
                    "北美洲和加勒比",
                ),
                strict=True,
            )
        ),
        OtherArea.GLOBAL: dict(zip(LOCALES, ("Global", "Mondial", "Mundial", "Глобальный", "全球"), strict=True)),
        OtherArea.MIDDLE_EAST: dict(
            zip(
                LOCALES,
                ("Middle East", "Moyen-Orient", "Oriente Medio", "Ближний Восток", "中东"),
                strict=True,
            )
        ),
    }
)


@dataclass(frozen=True)
class Country:
    """A country of ISO 3166-1, or Kosovo, with the region its members belong to by default."""

    alpha2: str
    alpha3: str
    numeric: str | None
    region: Region
    plausible_regions: frozenset[Region]
    provisional: bool
    iso: bool

    def accepts(self, region: Region) -> bool:
        """Whether a membership may be in this region without raising eyebrows."""
        return region == self.region or region in self.plausible_regions


@dataclass(frozen=True)
class CountryMatch:
    """What a text in a country column stands for: one country, or several candidates to choose from."""

    candidates: tuple[Country, ...]
    part: str | None = None

    @property
    def country(self) -> Country | None:
        """The one country meant, None when the text is ambiguous."""
        return None if self.is_ambiguous else self.candidates[0]

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one country goes by this name."""
        return len(self.candidates) > 1

    @property
    def note(self) -> str | None:
        """The sentence to show about an ambiguous, sub-national or non-ISO name, else None."""
        names = [country_name(candidate.alpha2, "en") for candidate in self.candidates]
        if self.is_ambiguous:
            return f"More than one country has this name: {', '.join(names)}."
        if self.part:
            return f"{self.part} is a part of {names[0]}."
        return None if self.candidates[0].iso else f"{names[0]} has no ISO 3166-1 code; the code {KOSOVO} is used."


@dataclass(frozen=True)
class RegionMatch:
    """What a text in a region column stands for: a member region, or an area that is none."""

    region: Region | None
    other_area: OtherArea | None = None


@cache
def countries() -> Mapping[str, Country]:
    """Return every country by alpha-2 code: the 249 of ISO 3166-1 and Kosovo."""
    codes = {entry.alpha_2: (entry.alpha_3, entry.numeric) for entry in pycountry.countries}
    return MappingProxyType(
        {row["alpha2"]: _country(row, *codes.get(row["alpha2"], ("XKX", None))) for row in _rows("countries.csv")}
    )


def country(alpha2: str) -> Country:
    """Return the country of an alpha-2 code; KeyError when there is none."""
    return countries()[alpha2]


def country_name(alpha2: str, locale: str) -> str:
    """Return the country's name in en, fr, es, ru or zh (Unicode CLDR); KeyError for an unknown code."""
    return str(_locale(locale).territories[countries()[alpha2].alpha2])


def region_name(region: Region | OtherArea, locale: str) -> str:
    """Return the region's name in en, fr, es, ru or zh, English for any other language."""
    names = REGION_NAMES[region]
    return names.get(_locale(locale).language, names["en"])


def find_country(text: str) -> CountryMatch | None:
    """Return what a name or ISO code in any of the five languages stands for, None when nobody knows.

    Case, accents, punctuation, "the" and "Saint" or "St" make no difference.
    """
    return _countries_by_key().get(_key(text)) if len(text) <= _LONGEST_NAME else None


def find_region(text: str) -> RegionMatch | None:
    """Return what a region's name, variant or code in the five languages stands for, else None."""
    return _regions_by_key().get(_key(text)) if len(text) <= _LONGEST_NAME else None


def _country(row: Mapping[str, str], alpha3: str, numeric: str | None) -> Country:
    """Return the country of one row of countries.csv with its other ISO codes."""
    return Country(
        alpha2=row["alpha2"],
        alpha3=alpha3,
        numeric=numeric,
        region=Region(row["region"]),
        plausible_regions=frozenset(map(Region, row["also"].split())),
        provisional=row["provisional"] == "yes",
        iso=row["alpha2"] != KOSOVO,
    )


def _rows(filename: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in this package's data folder."""
    text = (files("nswp_members.regions") / "data" / filename).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _locale(name: str) -> Locale:
    """Return the Babel locale of a language tag, written with a hyphen or an underscore."""
    return Locale.parse(name.replace("-", "_"))


@cache
def _countries_by_key() -> Mapping[str, CountryMatch]:
    """Return every known spelling, folded.

    What stands in our own table wins over what Babel and pycountry say.
    """
    named: dict[str, set[str]] = {}
    for name, alpha2 in _published_names():
        named.setdefault(_key(name), set()).add(alpha2)
    table = {key: _match(sorted(alpha2s)) for key, alpha2s in named.items()}
    for row in _rows("country_names.csv"):
        part = row["name"] if row["kind"] == "part" else None
        table[_key(row["name"])] = _match(row["countries"].split(), part)
    table.pop("", None)
    return MappingProxyType(table)


def _match(alpha2s: list[str], part: str | None = None) -> CountryMatch:
    """Return the match for these codes."""
    return CountryMatch(tuple(countries()[alpha2] for alpha2 in alpha2s), part)


def _published_names() -> Iterator[tuple[str, str]]:
    """Yield every code and name of ISO 3166-1 (pycountry) and Unicode CLDR (Babel), with its alpha-2 code."""
    for entry in pycountry.countries:
        for field in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
            if name := getattr(entry, field, None):
                yield name, entry.alpha_2
    for locale in LOCALES:
        for alpha2 in countries():
            name = country_name(alpha2, locale)
            yield name, alpha2
            yield re.sub(r"\s*[(（].*", "", name), alpha2
    yield KOSOVO, KOSOVO


@cache
def _regions_by_key() -> Mapping[str, RegionMatch]:
    """Return every known spelling of a region, folded."""
    table = {_key(row["name"]): _region_match(row["region"]) for row in _rows("region_names.csv")}
    for area, names in REGION_NAMES.items():
        table |= {_key(name): _region_match(area.value) for name in (area.value, *names.values())}
    return MappingProxyType(table)


def _region_match(code: str) -> RegionMatch:
    """Return the match for the code of a region or another area."""
    is_region = code in {region.value for region in Region}
    return RegionMatch(Region(code)) if is_region else RegionMatch(None, OtherArea(code))


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """Return the text folded, without punctuation and leading articles, with "saint" as "st"."""
    spelt_out = fold(text).replace("&", " and ").replace(".", "")
    words = re.sub(r"[\W_]+", " ", spelt_out).split()
    while len(words) > 1 and words[0] in {"the", "la", "le", "les", "el", "los", "las", "l"}:
        words = words[1:]
    return " ".join("st" if word in {"saint", "sainte", "san", "santa"} else word for word in words)
