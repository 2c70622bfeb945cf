from collections import Counter
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import ANYONE, Role, Viewer
from nswp_members.core.db import session
from nswp_members.organisations import queries
from nswp_members.organisations.models import Audience, Listing, Organisation
from nswp_members.organisations.queries import DirectoryFilter
from nswp_members.organisations.visibility import shown, visible_to
from tests.conftest import QueryCounter
from tests.factories import affiliate, make_mandate, make_network, make_organisation, make_role, viewer_of

FIELDS = {
    "region": "region_code",
    "country": "country_code",
    "kind": "kind",
    "language": "languages",
    "population": "populations",
    "area": "priority_areas",
    "listing": "listing",
}
SEARCHES = (
    DirectoryFilter(),
    DirectoryFilter(regions=("africa",)),
    DirectoryFilter(countries=("KE", "FR"), areas=(1, 2)),
    DirectoryFilter(kinds=("local",), languages=("en", "fr"), populations=("male",)),
    DirectoryFilter(search="group", regions=("africa", "europe"), kinds=("local", "national")),
)


def make_many(seed: int, number: int = 40) -> None:
    """Make organisations of all kinds, some hidden, some under an alias, with choices of their own."""
    random = Random(seed)
    audiences = (Audience.PUBLIC, Audience.MEMBERS, Audience.REGION, Audience.SECRETARIAT)
    for n in range(number):
        organisation = make_organisation(
            name=f"{random.choice(['Group', 'House'])} {seed}-{n}",
            country=random.choice(["KE", "UG", "FR", "IN"]),
            listing=random.choice(list(Listing)),
            kind=random.choice(["local", "national", None]),
            languages=random.sample(["en", "fr", "sw"], random.randint(0, 3)),
            populations=random.sample(["male", "trans"], random.randint(0, 2)),
            priority_areas=sorted(random.sample([1, 2, 3], random.randint(0, 3))),
        )
        organisation.known_to = random.choice([Audience.MEMBERS, Audience.REGION, Audience.OFFICES])
        organisation.alias = random.choice(["", f"Alias {seed}-{n}"])
        organisation.audiences = {
            field: random.choice(audiences) for field in ("country_code", "kind", "languages", "populations")
        }
    session.commit()


def slowly(viewer: Viewer, wanted: DirectoryFilter, facet: str) -> Counter[Any]:
    """Count one by one what the rows say that the list without this facet shows."""
    others = wanted.without(facet)
    rows = queries.directory_page(viewer, others, size=1000, for_staff=True).rows
    statement = select(Organisation.id, shown(viewer, FIELDS[facet]).label("value")).where(visible_to(viewer))
    values = {row.id: row.value for row in session.execute(statement)}
    counts: Counter[Any] = Counter()
    for row in rows:
        value = values[row.id]
        counts.update(set(value) if isinstance(value, list) else [] if value is None else [value])
    return counts


def viewers() -> dict[str, Viewer]:
    return {
        "public": ANYONE,
        "member": viewer_of(make_mandate(make_organisation(name="Own", country="UG"), "read")),
        "region": viewer_of(make_role(Role.REGIONAL_REPRESENTATIVE, region="africa")),
        "secretariat": viewer_of(make_role(Role.MEMBERSHIP)),
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_numbers_are_those_of_counting_row_by_row(app: Flask, seed: int) -> None:
    make_many(seed)

    for name, viewer in viewers().items():
        for wanted in SEARCHES:
            found = queries.facets(viewer, wanted, for_staff=True)
            assert found.total == len(queries.directory_page(viewer, wanted, size=1000).rows), (name, wanted)
            for facet in FIELDS:
                assert +found.counts[facet] == slowly(viewer, wanted, facet), (name, wanted, facet)


def test_members_of_networks_are_counted_where_both_are_known(app: Flask) -> None:
    network = make_network(name="Open Network", listing=Listing.LISTED)
    hidden_network = make_network(name="Hidden Network", listing=Listing.HIDDEN)
    listed, shy = (make_organisation(name=name, listing=Listing.LISTED) for name in ("Listed", "Shy"))
    hidden = make_organisation(name="Hidden", listing=Listing.HIDDEN)
    for one in (network, hidden_network):
        affiliate(one, listed, shy, hidden)
    shy.audiences = {"networks": Audience.SECRETARIAT}
    session.commit()
    known = viewers()

    counts = {name: queries.facets(viewer, DirectoryFilter()).counts["network"] for name, viewer in known.items()}

    assert counts["public"] == {}
    assert counts["member"] == {network.id: 1}
    assert counts["secretariat"] == {network.id: 3, hidden_network.id: 3}
    assert queries.network_names(known["member"], [network.id, hidden_network.id]) == {network.id: "Open Network"}


def test_what_is_hidden_changes_no_number(app: Flask) -> None:
    make_many(3, 10)
    before = [queries.facets(ANYONE, wanted) for wanted in SEARCHES]

    make_organisation(name="Group hidden", country="KE", kind="local", listing=Listing.HIDDEN, languages=["zu"])
    make_organisation(name="Group unlisted", country="FR", kind="local", languages=["zu"])

    assert [queries.facets(ANYONE, wanted) for wanted in SEARCHES] == before


def test_all_numbers_take_as_many_statements_for_many_as_for_few(app: Flask, queries_sent: QueryCounter) -> None:
    make_many(4, 3)
    with queries_sent.counting():
        for wanted in SEARCHES:
            queries.facets(ANYONE, wanted)
    few = len(queries_sent)
    make_many(5, 30)

    with queries_sent.counting():
        for wanted in SEARCHES:
            queries.facets(ANYONE, wanted)

    assert len(queries_sent) - few == few == len(SEARCHES)


@pytest.fixture
def queries_sent(app: Flask) -> QueryCounter:
    return QueryCounter()
