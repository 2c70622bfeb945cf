"""Reading the country and the region of a row."""

from nswp_members.core.text import clean
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.remarks import RemarkList
from nswp_members.organisations.importing.vocabulary import is_not_known
from nswp_members.regions.geography import (
    Country,
    Region,
    country_name,
    find_country,
    find_region,
    region_name,
)

_REMARK_LANGUAGE = "en"


def read_country(cell: str, remarks: RemarkList) -> Country | None:
    """Return the country.

    An error when it is missing, unknown or ambiguous, a warning for a part of a country.
    """
    text = clean(cell)
    match = find_country(text)
    if match is None:
        remarks.error(Column.COUNTRY, text, "country-unknown" if text else "country-missing")
        return None
    if match.country is None:
        names = ", ".join(_name(candidate) for candidate in match.candidates)
        remarks.error(Column.COUNTRY, text, "country-ambiguous", candidates=names)
        return None
    if match.part:
        remarks.warning(Column.COUNTRY, text, "country-part", country=_name(match.country))
    if not match.country.iso:
        remarks.warning(
            Column.COUNTRY,
            text,
            "country-not-iso",
            country=_name(match.country),
            iso_code=match.country.alpha2,
        )
    return match.country


def read_region(cell: str, country: Country, remarks: RemarkList) -> Region:
    """Return the stated member region, else the country's default with a warning.

    A stated region that differs from the default is kept: with an info where it is plausible (Mexico), with
    a warning where it is not (domain notes 3).
    """
    text = clean(cell)
    match = None if is_not_known(text) else find_region(text)
    if match is None or match.region is None:
        _say_default_was_taken(text, country, remarks, is_known=match is not None)
        return country.region
    if match.region != country.region and not country.provisional:
        say, code = (
            (remarks.info, "region-override") if country.accepts(match.region) else (remarks.warning, "region-unlikely")
        )
        regions = {"default": _region(country.region), "region": _region(match.region)}
        say(Column.REGION, text, code, country=_name(country), **regions)
    return match.region


def _say_default_was_taken(text: str, country: Country, remarks: RemarkList, *, is_known: bool) -> None:
    """Warn that the region is the country's default, and that this is provisional in the Middle East."""
    default = _region(country.region)
    if is_known:
        remarks.warning(Column.REGION, text, "region-not-member", region=default)
    elif text and not is_not_known(text):
        remarks.warning(Column.REGION, text, "region-unknown", region=default)
    elif not country.provisional:
        remarks.warning(Column.REGION, text, "region-missing", region=default)
    if country.provisional:
        remarks.warning(Column.REGION, text, "region-provisional", region=default, country=_name(country))


def _name(country: Country) -> str:
    """Return the country's name as remarks show it."""
    return country_name(country.alpha2, _REMARK_LANGUAGE)


def _region(region: Region) -> str:
    """Return the region's name as remarks show it."""
    return region_name(region, _REMARK_LANGUAGE)
