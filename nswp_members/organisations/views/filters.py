"""The filter panel of a list: its choices in the reader's words, the filters in force, and addresses that keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from nswp_members.organisations import queries
from nswp_members.organisations.filter_words import facet_label, filter_words, value_names, vocabulary
from nswp_members.organisations.queries import DirectoryFilter, Facets

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
        name_of = value_names(networks)[name]
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
        known = list(vocabulary(name))
        return sorted(options, key=lambda one: known.index(one.value))
    by_size = sorted(options, key=lambda one: (not one.chosen, -one.count, one.label))[:MOST]
    return by_size[:SHOWN_AT_ONCE] + sorted(by_size[SHOWN_AT_ONCE:], key=lambda one: one.label)


def chips(endpoint: str, wanted: DirectoryFilter, parameters: Parameters, networks: Mapping[UUID, str]) -> list[Chip]:
    """Return the filters in force, each with the address of the list without it."""
    return [
        Chip(words, _address(endpoint, parameters, name, value))
        for name, value, words in filter_words(wanted, networks)
    ]


def _address(endpoint: str, parameters: Parameters, name: str, value: str) -> str:
    """Return the address of the list without one of its parameters' values."""
    left = {**parameters, name: [one for one in parameters.get(name, []) if one != value]}
    return url_for(endpoint, **left)
