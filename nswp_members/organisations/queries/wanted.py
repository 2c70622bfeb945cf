"""What somebody looks for in a list, and how an address says it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from nswp_members.organisations.labels import AREA_LABELS
from nswp_members.organisations.models import Kind, Listing, Population
from nswp_members.regions import geography

MAX_SEARCH_CHARACTERS = 100
MAX_VALUES = 40
SORTS = ("relevance", "name", "country", "changed")
_LANGUAGE = re.compile("[a-z]{2,3}")
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class DirectoryFilter:
    """What somebody looks for; empty where they do not mind.

    An organisation matches if it has one of the values in each facet that has any. ``listings`` and ``no_contact``
    are for staff.
    """

    search: str = ""
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    networks: tuple[UUID, ...] = ()
    languages: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    no_contact: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return self == DirectoryFilter()

    def values(self, facet: str) -> tuple[Any, ...]:
        """Return what is wanted of a facet, named as in an address."""
        found: tuple[Any, ...] = getattr(self, FACETS[facet])
        return found

    def without(self, facet: str) -> "DirectoryFilter":
        """Return the filter with nothing wanted of this facet."""
        nothing: dict[str, Any] = {FACETS[facet]: ()}
        return replace(self, **nothing)


FACETS = {
    "region": "regions",
    "country": "countries",
    "network": "networks",
    "kind": "kinds",
    "language": "languages",
    "population": "populations",
    "area": "areas",
    "listing": "listings",
}
STAFF_FACETS = frozenset({"listing"})


def filter_of(parameters: Mapping[str, Iterable[str]], *, for_staff: bool = False) -> DirectoryFilter:
    """Return what the parameters of an address ask for; what makes no sense counts as not asked.

    Of each facet the first `MAX_VALUES` values count. Without ``for_staff`` what is for staff is left aside.
    """
    search = next(iter(parameters.get("q", ())), "").replace("\0", "")[:MAX_SEARCH_CHARACTERS].strip()
    chosen = {
        FACETS[facet]: _known(parameters.get(facet, ()), READERS[facet])
        for facet in FACETS
        if for_staff or facet not in STAFF_FACETS
    }
    no_contact = for_staff and any(parameters.get("no_contact", ()))
    return DirectoryFilter(search=search, no_contact=no_contact, **chosen)


def parameters_of(wanted: DirectoryFilter) -> dict[str, list[str]]:
    """Return the parameters that ask for this, without those that would be empty."""
    found = {facet: [str(value) for value in wanted.values(facet)] for facet in FACETS}
    found["q"] = [wanted.search] if wanted.search else []
    found["no_contact"] = ["y"] if wanted.no_contact else []
    return {name: values for name, values in found.items() if values}


def sort_of(parameters: Mapping[str, Iterable[str]]) -> str:
    """Return the order that is asked for, empty for the usual one."""
    sort = next(iter(parameters.get("sort", ())), "")
    return sort if sort in SORTS else ""


def _known(values: Iterable[str], read: Callable[[str], Any]) -> tuple[Any, ...]:
    """Return the values that make sense, each once."""
    found = (read(value) for value in list(values)[:MAX_VALUES])
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _one_of(known: Iterable[Any]) -> Callable[[str], str | None]:
    """Return a reader of codes that knows these."""
    codes = frozenset(str(one) for one in known)
    return lambda text: text if text in codes else None


def _area(text: str) -> int | None:
    return int(text) if text in {str(area) for area in AREA_LABELS} else None


def _network(text: str) -> UUID | None:
    return UUID(text) if _UUID.fullmatch(text) else None


READERS: dict[str, Callable[[str], Any]] = {
    "region": _one_of(region.value for region in geography.Region),
    "country": _one_of(geography.countries()),
    "network": _network,
    "kind": _one_of(one.value for one in Kind),
    "language": lambda text: text if _LANGUAGE.fullmatch(text) else None,
    "population": _one_of(one.value for one in Population),
    "area": _area,
    "listing": _one_of(one.value for one in Listing),
}
