"""The world map of listed members, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for

from nswp_members.accounts.access import public
from nswp_members.accounts.viewers import ANYONE
from nswp_members.core.i18n import current_locale
from nswp_members.core.text import fold
from nswp_members.core.web import indexable
from nswp_members.organisations import queries, world
from nswp_members.organisations.labels import BAND_LABELS
from nswp_members.organisations.views.blueprint import Answer, blueprint
from nswp_members.organisations.views.filters import Parameters, chips
from nswp_members.regions import geography
from nswp_members.regions.world import Shape, world_map

REGIONS = [region.value for region in geography.Region]
ORDERS = ("country", "region", "members")


@dataclass(frozen=True)
class MapRow:
    """One country of the map and the table, in the reader's language; ``shape`` is None without a place on the map."""

    name: str
    regions: str
    band: int
    url: str
    shape: Shape | None


@blueprint.get("/members/map", endpoint="world_map")
@public
@indexable
def show_world() -> Answer:
    """Show where those are who are listed publicly, by the filters of the list: the same whoever asks."""
    wanted = queries.permitted(ANYONE, queries.filter_of(request.args.to_dict(flat=False)))
    networks = queries.network_names(ANYONE, wanted.networks)
    parameters = queries.parameters_of(wanted)
    order = request.args.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    places = queries.public_places(wanted.without("region"))
    drawn = world_map()
    rows = _rows(world.countries_of(places, wanted.regions), parameters)
    coloured = {row.shape.code for row in rows if row.shape}
    view = drawn.view(code for code, one in geography.countries().items() if one.region in wanted.regions)
    return render_template(
        "organisations/world_map.html",
        drawn=drawn,
        view=view,
        plain=[shape for code, shape in drawn.shapes.items() if code not in coloured],
        rows=rows,
        table_rows=_ordered(rows, order),
        order=order,
        chosen=wanted.regions,
        regions=world.regions_of(places, REGIONS),
        band_labels=BAND_LABELS,
        parameters=parameters,
        chips=chips("organisations.world_map", wanted.without("region"), parameters, networks),
    )


def _rows(tallies: Sequence[world.CountryTally], parameters: Parameters) -> list[MapRow]:
    """Return the countries in the order of names."""
    language = current_locale().language
    rows = [
        MapRow(
            name=geography.country_name(one.code, language),
            regions=", ".join(geography.region_name(geography.Region(code), language) for code in one.regions),
            band=one.band,
            url=url_for("organisations.directory", **(parameters | {"country": [one.code]})),
            shape=world_map().shapes.get(one.code),
        )
        for one in tallies
    ]
    return sorted(rows, key=lambda row: fold(row.name))


def _ordered(rows: Sequence[MapRow], order: str) -> list[MapRow]:
    """Return the rows for the table: by name, by region and name, or the most members first."""
    if order == "region":
        return sorted(rows, key=lambda row: fold(row.regions))
    if order == "members":
        return sorted(rows, key=lambda row: -row.band)
    return list(rows)
