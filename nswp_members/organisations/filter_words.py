"""What somebody looks for, in the reader's words: for the filter panel, and for whoever says later what was asked."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from nswp_members.core.i18n import current_locale
from nswp_members.organisations import labels
from nswp_members.organisations.fields import language_label
from nswp_members.organisations.queries import FACETS, DirectoryFilter
from nswp_members.regions import geography


def facet_label(name: str) -> Any:
    """Return the heading of a facet."""
    return {
        "region": _("Region"),
        "country": _("Country"),
        "network": _("Regional network"),
        "kind": _("Kind"),
        "language": _("Working languages"),
        "population": _("Works with"),
        "area": _("Priority areas"),
        "listing": _("Listing"),
    }[name]


def vocabulary(name: str) -> Iterable[str]:
    """Return the values of a facet in their own order."""
    known: dict[str, Iterable[Any]] = {
        "region": geography.Region,
        "kind": labels.KIND_LABELS,
        "population": labels.POPULATION_LABELS,
        "area": labels.AREA_LABELS,
        "listing": labels.LISTING_LABELS,
    }
    return (str(one) for one in known[name])


def value_names(networks: Mapping[UUID, str]) -> dict[str, Callable[[Any], Any]]:
    """Return for each facet what turns a value into words; empty words for what has no name here."""
    language = current_locale().language
    return {
        "region": lambda code: geography.region_name(geography.Region(code), language),
        "country": lambda code: geography.country_name(code, language),
        "network": lambda key: networks.get(key, ""),
        "kind": lambda code: labels.KIND_LABELS.get(code, ""),
        "language": language_label,
        "population": lambda code: labels.POPULATION_LABELS.get(code, ""),
        "area": lambda number: labels.AREA_LABELS.get(number, ""),
        "listing": lambda code: labels.LISTING_LABELS.get(code, ""),
    }


def filter_words(wanted: DirectoryFilter, networks: Mapping[UUID, str]) -> list[tuple[str, str, str]]:
    """Return the filters in force: name and value as in an address, and what they say."""
    names = value_names(networks)
    found = [("q", wanted.search, f"“{wanted.search}”")] if wanted.search else []
    for facet in FACETS:
        for value in wanted.values(facet):
            found.append((facet, str(value), f"{facet_label(facet)}: {names[facet](value)}"))
    if wanted.no_contact:
        found.append(("no_contact", "y", _("Without an e-mail contact")))
    return found
