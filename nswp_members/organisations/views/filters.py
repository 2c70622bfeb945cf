"""The filter panel of a list: its choices in the reader's words, the filters in force, and addresses that keep them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from nswp_members.accounts.viewers import Viewer
from nswp_members.core.i18n import current_locale
from nswp_members.organisations import labels, queries
from nswp_members.organisations.fields import language_label
from nswp_members.organisations.queries import DirectoryFilter, Facets
from nswp_members.regions import geography

SHOWN_AT_ONCE = 8
MOST = 150
IN_ORDER = {"region", "kind", "population", "area", "listing"}
Parameters = dict[str, Any]
"""Names of parameters and lists of their values, as an address has them."""


@dataclass(frozen=True)
class Option:
    """One choice of a facet."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class FacetChoices:
    """The choices of one facet: those shown at once, and those behind "more"."""

    name: str
    label: str
    first: tuple[Option, ...]
    more: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many are chosen."""
        return sum(option.chosen for option in (*self.first, *self.more))


@dataclass(frozen=True)
class Chip:
    """A filter in force, with the address of the list without it."""

    label: str
    url: str


def facet_choices(wanted: DirectoryFilter, found: Facets, networks: Mapping[UUID, str]) -> list[FacetChoices]:
    """Return the facets that offer anything; choices that lead nowhere appear only if they are chosen."""
    choices = []
    for name in queries.FACETS:
        counts: Mapping[Any, int] = found.counts.get(name, {})
        chosen = wanted.values(name)
        name_of = _names(networks)[name]
        values = [value for value in counts if counts[value]] + [value for value in chosen if not counts.get(value)]
        options = [Option(str(value), str(name_of(value)), counts.get(value, 0), value in chosen) for value in values]
        ordered = _ordered(name, [one for one in options if one.label])
        if ordered:
            choices.append(
                FacetChoices(name, facet_label(name), tuple(ordered[:SHOWN_AT_ONCE]), tuple(ordered[SHOWN_AT_ONCE:]))
            )
    return choices


def _ordered(name: str, options: list[Option]) -> list[Option]:
    """Return the options in an order to find one's way in: the chosen ones first, then the larger ones."""
    if name in IN_ORDER:
        known = list(_vocabulary(name))
        return sorted(options, key=lambda one: known.index(one.value))
    by_size = sorted(options, key=lambda one: (not one.chosen, -one.count, one.label))[:MOST]
    return by_size[:SHOWN_AT_ONCE] + sorted(by_size[SHOWN_AT_ONCE:], key=lambda one: one.label)


def _vocabulary(name: str) -> Iterable[str]:
    """Return the values of a facet in their own order."""
    known: dict[str, Iterable[Any]] = {
        "region": geography.Region,
        "kind": labels.KIND_LABELS,
        "population": labels.POPULATION_LABELS,
        "area": labels.AREA_LABELS,
        "listing": labels.LISTING_LABELS,
    }
    return (str(one) for one in known[name])


def _names(networks: Mapping[UUID, str]) -> dict[str, Callable[[Any], Any]]:
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


def chips(endpoint: str, wanted: DirectoryFilter, parameters: Parameters, networks: Mapping[UUID, str]) -> list[Chip]:
    """Return the filters in force, each with the address of the list without it."""
    found = []
    names = _names(networks)
    if wanted.search:
        found.append(Chip(f"“{wanted.search}”", _address(endpoint, parameters, "q", wanted.search)))
    for facet in queries.FACETS:
        for value in wanted.values(facet):
            url = _address(endpoint, parameters, facet, str(value))
            found.append(Chip(f"{facet_label(facet)}: {names[facet](value)}", url))
    if wanted.no_contact:
        found.append(Chip(_("Without an e-mail contact"), _address(endpoint, parameters, "no_contact", "y")))
    return found


def _address(endpoint: str, parameters: Parameters, name: str, value: str) -> str:
    """Return the address of the list without one of its parameters' values."""
    left = {**parameters, name: [one for one in parameters.get(name, []) if one != value]}
    return url_for(endpoint, **left)


def with_known_networks(viewer: Viewer, wanted: DirectoryFilter) -> DirectoryFilter:
    """Return the filter without networks that the viewer does not know: they count as not asked."""
    known = queries.network_names(viewer, wanted.networks)
    return replace(wanted, networks=tuple(key for key in wanted.networks if key in known))
