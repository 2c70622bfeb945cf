"""The one place that decides who may know of an organisation, and which of its fields they see.

`visible_to` is the only predicate for rows, `shows` the only predicate for a field of a row (for filters, facets, sort
keys and columns), and `project` the only projection of a single organisation. Every page, search, count, chart, map,
export and mail audience goes through them. The rules they follow stand in `audiences.py`.

================================  ==================================================
viewer's capacity                 relations
================================  ==================================================
signed out, donor, correspondent, ANYBODY
other staff
organisation                      MEMBER unless it has left; REGION and NETWORK where
                                  it shares them; SELF
regional representative           MEMBER; REPRESENTATIVE in the own region; GUEST or
                                  CONFIDANT where the organisation gave access
network verifier                  MEMBER; VERIFIER of the network and its members;
                                  GUEST or CONFIDANT likewise
secretariat (membership,          MEMBER, SECRETARIAT
administrator)
================================  ==================================================
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.audiences import (
    ALIAS_FIELDS,
    GUESTS,
    KEEPERS,
    KNOWN_TO,
    MASKS,
    PEERS,
    POLICIES,
    Relation,
    admitted,
)
from nswp_members.organisations.models import AccessGrant, AccessLevel, AccessState, Affiliation, Listing, Organisation
from nswp_members.regions.models import JurisdictionRisk, RiskLevel

CONFIDENTIAL_FIELDS = frozenset({"sex_worker_led", "category", "joined_on", "city", "notes"})
APART = frozenset({"networks", "logo", "photo"})
ALL_SEEING = (Role.MEMBERSHIP, Role.ADMINISTRATOR)
NOT_HIDDEN = (Listing.UNLISTED, Listing.LISTED)
LEVELS = {Relation.GUEST: AccessLevel.PROFILE, Relation.CONFIDANT: AccessLevel.CONTACTS}


@dataclass(frozen=True)
class Sight:
    """What a viewer is to one organisation, and whether its country's risk hides it."""

    relations: Relation
    forced_hidden: bool = False

    def __contains__(self, relation: Relation) -> bool:
        """Whether the viewer is (one of) this."""
        return bool(self.relations & relation)


@dataclass(frozen=True)
class Profile:
    """What one viewer sees of one organisation; ``values`` holds the admitted fields and no others."""

    values: dict[str, Any]

    def __contains__(self, field: str) -> bool:
        """Whether the viewer may see this field."""
        return field in self.values

    def __getitem__(self, field: str) -> Any:
        """Return an admitted field; raises KeyError for any other."""
        return self.values[field]

    def get(self, field: str, default: Any = None) -> Any:
        """Return a field, or the default if it is not admitted."""
        return self.values.get(field, default)

    def admit(
        self, rows: Iterable[tuple[str, Any, Any]], mark: Callable[[str, Any], Any] | None = None
    ) -> list[tuple[Any, Any]]:
        """Return label and value of those (field, label, value) rows whose field the viewer may see.

        ``mark`` makes the label of a field from its name and label.
        """
        admitted = [(field, label, value) for field, label, value in rows if field in self.values]
        return [(mark(field, label) if mark else label, value) for field, label, value in admitted]


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations this viewer may know of."""
    keeping, others = [], []
    for relation, holds in _relations(viewer):
        if relation & KEEPERS:
            keeping.append(holds)
        else:
            others.append(and_(holds, _open_to(relation)))
    return _any([*keeping, and_(~forced_hidden(), _any(others))])


def named_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that keeps those of them whose name the viewer may know, not only an alias."""
    return shows(viewer, "name")


def shows(viewer: Viewer, field: str) -> ColumnElement[bool]:
    """Return the condition that keeps the organisations of which this viewer may see a field."""
    policy = POLICIES[field]
    conditions = []
    for relation, holds in _relations(viewer):
        if relation & policy.widest:
            conditions.append(and_(holds, _known(relation), _chosen(field, relation), _by_name(field, relation)))
    return _any(conditions)


def shown(viewer: Viewer, field: str, column: Any = None) -> ColumnElement[Any]:
    """Return the column of a field, NULL where the viewer may not see it."""
    value = getattr(Organisation, field) if column is None else column
    return case((shows(viewer, field), value)).label(field)


def forced_hidden() -> ColumnElement[bool]:
    """Return the condition that keeps the organisations of countries whose risk hides everybody."""
    return Organisation.country_code.in_(hidden_countries())


def hidden_countries() -> Select[Any]:
    """Return the statement for the countries whose risk hides everybody at the moment it runs."""
    at = func.statement_timestamp()
    countries: Select[Any] = select(JurisdictionRisk.country_code).where(
        JurisdictionRisk.level == RiskLevel.FORCED_HIDDEN,
        JurisdictionRisk.valid_from <= at,
        or_(JurisdictionRisk.valid_until.is_(None), JurisdictionRisk.valid_until > at),
    )
    return countries


def closed() -> ColumnElement[bool]:
    """Return the condition that keeps the organisations that are hidden, whether by choice or by risk, or have left."""
    return or_(Organisation.listing.not_in(NOT_HIDDEN), forced_hidden())


def relations_of(viewer: Viewer) -> ColumnElement[int]:
    """Return what the viewer is to an organisation, as the number of a `Relation`."""
    bits = [case((holds, int(relation)), else_=0) for relation, holds in _relations(viewer)]
    return reduce(lambda left, right: left + right, bits, literal(0))


def _relations(viewer: Viewer) -> list[tuple[Relation, ColumnElement[bool]]]:
    """Return the relations that the viewer may have, each with the condition under which it holds."""
    found: list[tuple[Relation, ColumnElement[bool]]] = [(Relation.ANYBODY, true())]
    capacity = viewer.capacity
    if capacity is None:
        return found
    if capacity.role in ALL_SEEING:
        return [*found, (Relation.MEMBER, true()), (Relation.SECRETARIAT, true())]
    if capacity.role == Role.ORGANISATION and capacity.organisation_id:
        itself = Organisation.id == capacity.organisation_id
        if not capacity.has_left:
            found += [
                (Relation.MEMBER, true()),
                (Relation.REGION, Organisation.region_code == capacity.region_code),
                (Relation.NETWORK, member_of(capacity.network_ids) if capacity.network_ids else false()),
            ]
        return [*found, (Relation.SELF, itself)]
    if capacity.role == Role.REGIONAL_REPRESENTATIVE and capacity.region_code:
        own = Organisation.region_code == capacity.region_code
        return [*found, (Relation.MEMBER, true()), (Relation.REPRESENTATIVE, own), *_let_in(viewer)]
    if capacity.role == Role.NETWORK_VERIFIER and capacity.organisation_id:
        own = member_of([capacity.organisation_id])
        return [*found, (Relation.MEMBER, true()), (Relation.VERIFIER, own), *_let_in(viewer)]
    return found


def _let_in(viewer: Viewer) -> list[tuple[Relation, ColumnElement[bool]]]:
    """Return the relations that organisations themselves gave to this person in this capacity."""
    if viewer.person_id is None or viewer.capacity is None:
        return []
    given = given_access(AccessGrant.organisation_id).where(
        AccessGrant.person_id == viewer.person_id, AccessGrant.capacity == viewer.capacity.key
    )
    return [
        (relation, Organisation.id.in_(given.where(AccessGrant.level == level))) for relation, level in LEVELS.items()
    ]


def given_access(column: Any) -> Select[Any]:
    """Return the statement for a column of the accesses that are in force at the moment it runs."""
    found: Select[Any] = select(column).where(
        AccessGrant.state == AccessState.OPEN, AccessGrant.valid_until > func.statement_timestamp()
    )
    return found


def _known(relation: Relation) -> ColumnElement[bool]:
    """Return the condition under which a relation admits to knowing of an organisation at all."""
    return true() if relation & KEEPERS else and_(_open_to(relation), ~forced_hidden())


def _open_to(relation: Relation) -> ColumnElement[bool]:
    """Return the condition under which the state of listing admits a relation other than the keepers."""
    if relation & GUESTS:
        return Organisation.listing.in_(NOT_HIDDEN)
    states: ColumnElement[bool] = Organisation.listing == Listing.LISTED
    audiences = [one for one in KNOWN_TO if MASKS[one] & relation]
    if audiences:
        states = or_(states, and_(Organisation.listing == Listing.UNLISTED, Organisation.known_to.in_(audiences)))
    return states


def _chosen(field: str, relation: Relation) -> ColumnElement[bool]:
    """Return the condition under which the organisation's choice for a field admits a relation."""
    policy = POLICIES[field]
    if all(MASKS[one] & relation for one in policy.choices):
        return true()
    admitting = [one.value for one in policy.choices if MASKS[one] & relation]
    return func.coalesce(Organisation.audiences[field].astext, policy.default.value).in_(admitting)


def _by_name(field: str, relation: Relation) -> ColumnElement[bool]:
    """Return the condition under which a relation sees more than an alias."""
    if field in ALIAS_FIELDS or not relation & PEERS:
        return true()
    return or_(Organisation.listing == Listing.LISTED, Organisation.alias == "")


def _any(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)


def member_of(network_ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Return the condition that keeps the present members of networks, and the networks themselves."""
    ids = list(network_ids)
    link = aliased(Affiliation)
    affiliated = exists(
        select(link.id).where(
            link.network_id.in_(ids),
            link.organisation_id == Organisation.id,
            link.valid_until.is_(None),
        )
    )
    return or_(affiliated, Organisation.id.in_(ids))


def row_columns(viewer: Viewer) -> tuple[Any, ...]:
    """Return the columns of a list's row as this viewer may see them; under an alias, name and order are the alias's.

    ``named`` tells whether the name is the real one.
    """
    fields = ("acronym", "transliteration", "country_code", "kind")
    place = (Organisation.id, Organisation.region_code)
    if viewer.capacity is None or viewer.capacity.role in ALL_SEEING:
        named = (Organisation.name, Organisation.sort_key, literal(True).label("named"))
        return (*place, *named, Organisation.slug, *(shown(viewer, field) for field in fields))
    known = named_to(viewer)
    return (
        *place,
        case((known, Organisation.name), else_=Organisation.alias).label("name"),
        shown_sort_key(viewer).label("sort_key"),
        known.label("named"),
        shown(viewer, "slug"),
        *(shown(viewer, field) for field in fields),
    )


def shown_sort_key(viewer: Viewer) -> ColumnElement[str]:
    """Return what puts an organisation into its place in a list: an alias must not stand where the name would."""
    if viewer.capacity is None or viewer.capacity.role in ALL_SEEING:
        return Organisation.sort_key.expression
    return case((named_to(viewer), Organisation.sort_key), else_=Organisation.alias_key)


def project(organisation: Organisation, sight: Sight, *, listing: str | None = None) -> Profile:
    """Return what a viewer sees of an organisation that `visible_to` has let through.

    ``listing`` asks what they would see if the organisation were in this state.
    """
    values: dict[str, Any] = {}
    for name in POLICIES.keys() - APART:
        if sight.relations & admitted_to(organisation, name, listing=listing, forced_hidden=sight.forced_hidden):
            source = organisation.confidential if name in CONFIDENTIAL_FIELDS else organisation
            values[name] = getattr(source, name, None)
    return Profile(values)


def admitted_to(organisation: Organisation, field: str, *, listing: str | None = None, forced_hidden: bool) -> Relation:
    """Return the relations that see a field of this organisation, as things stand or in another state of listing."""
    return admitted(
        field,
        chosen=organisation.audiences,
        listing=listing or organisation.listing,
        known_to=organisation.known_to,
        alias=organisation.alias,
        forced_hidden=forced_hidden,
    )
