"""Which organisations match: conditions on the fields that a viewer may see.

A filter on a field always stands together with `Seen.shows`, so a field that the viewer may not see matches nothing; an
organisation known under an alias only has no such field but its region.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, String, Uuid, and_, any_, bindparam, exists, select

from nswp_members.accounts.viewers import Viewer
from nswp_members.organisations.models import Affiliation, Contact, Organisation
from nswp_members.organisations.queries.search import Source, search_parameters
from nswp_members.organisations.queries.wanted import FACETS, DirectoryFilter
from nswp_members.organisations.seen import Seen
from nswp_members.organisations.visibility import named_to

NETWORK = "network"
SINGLE = {"region": "region_code", "country": "country_code", "kind": "kind", "listing": "listing"}
SEVERAL = {"language": "languages", "population": "populations", "area": "priority_areas"}


@dataclass(frozen=True)
class Shape:
    """What sort of things are wanted, whatever their values: statements are built once for each shape."""

    searched: bool
    facets: tuple[str, ...]
    no_contact: bool

    def without(self, facet: str) -> "Shape":
        """Return the shape with nothing wanted of this facet."""
        return replace(self, facets=tuple(one for one in self.facets if one != facet))


def shape_of(wanted: DirectoryFilter) -> Shape:
    """Return the shape of what is wanted."""
    facets = tuple(facet for facet in FACETS if wanted.values(facet))
    return Shape(bool(search_parameters(wanted.search)), facets, wanted.no_contact)


def parameters(wanted: DirectoryFilter) -> dict[str, Any]:
    """Return the values that the statements of this shape take."""
    chosen = {f"chosen_{facet}": list(wanted.values(facet)) for facet in FACETS if wanted.values(facet)}
    return chosen | search_parameters(wanted.search)


def matching(viewer: Viewer, rows: Source, statement: Select[Any], shape: Shape) -> Select[Any]:
    """Return a statement on the rows that the viewer may know of, narrowed to what is wanted."""
    if rows.found is not None:
        statement = statement.join(rows.found, rows.found.c.id == rows.seen.c.id)
    for facet in shape.facets:
        statement = statement.where(_wanted(viewer, rows.seen, facet))
    if shape.no_contact:
        statement = statement.where(
            ~exists().where(Contact.organisation_id == rows.seen.c.id, Contact.email_lookup.is_not(None))
        )
    return statement


def _wanted(viewer: Viewer, seen: Seen, facet: str) -> ColumnElement[bool]:
    """Return the condition that a facet has one of the values and shows it."""
    name = f"chosen_{facet}"
    if facet == NETWORK:
        chosen = Affiliation.network_id == any_(bindparam(name, type_=ARRAY(Uuid)))
        members = select(Affiliation.organisation_id).where(chosen, network_links(viewer))
        return and_(seen.c.id.in_(members), seen.shows("networks"))
    if facet in SINGLE:
        field = SINGLE[facet]
        return and_(seen.c[field] == any_(bindparam(name, type_=ARRAY(String))), seen.shows(field))
    column = seen.c[SEVERAL[facet]]
    shares = column.op("&&", is_comparison=True)(bindparam(name, type_=column.type))
    return and_(shares, seen.shows(SEVERAL[facet]))


def network_links(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on affiliations that keeps present ones to networks whose name the viewer may know."""
    named = select(Organisation.id).where(named_to(viewer)).correlate(None)
    return and_(Affiliation.valid_until.is_(None), Affiliation.network_id.in_(named))
