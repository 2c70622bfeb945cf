"""Counting memberships: pure sums over who stood where on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nswp_members.membership.models import Standing


@dataclass(frozen=True)
class Membership:
    """How an organisation stood on one day; ``category`` is a code, or None where none was known."""

    organisation_id: UUID
    category: str | None
    standing: Standing
    region_code: str
    country_code: str


@dataclass(frozen=True)
class CountRow:
    """The members of a country in a region by category."""

    region_code: str
    country_code: str
    by_category: Counter[str | None]

    @property
    def total(self) -> int:
        """All of them."""
        return self.by_category.total()


@dataclass(frozen=True)
class Counts:
    """The members of one day by region, country and category, and apart from that by standing."""

    day: date
    rows: tuple[CountRow, ...]
    by_standing: Counter[Standing]

    @property
    def total(self) -> int:
        """All members."""
        return self.by_standing.total()

    @property
    def by_category(self) -> Counter[str | None]:
        """All members by category."""
        return sum((row.by_category for row in self.rows), Counter())

    def of_region(self, region_code: str) -> CountRow:
        """Return the sum of a region's countries."""
        found = (row.by_category for row in self.rows if row.region_code == region_code)
        return CountRow(region_code, "", sum(found, Counter()))


@dataclass(frozen=True)
class Changes:
    """What became of the members of a region between two days: before + new - left + came - went = after."""

    region_code: str
    before: int
    new: int
    left: int
    came: int
    went: int
    after: int


def counted(day: date, memberships: Iterable[Membership]) -> Counts:
    """Return the sums of a day, by the codes of regions and countries."""
    cells: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    standings: Counter[Standing] = Counter()
    for one in memberships:
        cells[one.region_code, one.country_code][one.category] += 1
        standings[one.standing] += 1
    rows = tuple(CountRow(region, country, cells[region, country]) for region, country in sorted(cells))
    return Counts(day, rows, standings)


def changed(before: Iterable[Membership], after: Iterable[Membership]) -> list[Changes]:
    """Return what became of the members between two days, for each region that had any."""
    then = {one.organisation_id: one.region_code for one in before}
    now = {one.organisation_id: one.region_code for one in after}
    stayed = [(then[key], now[key]) for key in then.keys() & now.keys() if then[key] != now[key]]
    new = Counter(now[key] for key in now.keys() - then.keys())
    left = Counter(then[key] for key in then.keys() - now.keys())
    came, went = Counter(there for _here, there in stayed), Counter(here for here, _there in stayed)
    sizes = Counter(then.values()), Counter(now.values())
    return [
        Changes(code, sizes[0][code], new[code], left[code], came[code], went[code], sizes[1][code])
        for code in sorted(set(sizes[0]) | set(sizes[1]))
    ]
