"""Who is who to an organisation, and which field may travel how far: the rules as plain values, without SQL.

What a viewer is to an organisation is a set of `Relation`s. Whoever admits somebody, admits by a set of relations as
well: the state of listing (`existence`), the policy of a field and the organisation's own choice. The narrower of
them all counts, which is simply what the sets have in common (domain notes 10, security notes 2.3, C1–C3):

* somebody sees a field if one of their relations lies in listing ∩ policy ∩ choice;
* somebody knows of the organisation if one of their relations lies in the listing's set.

A GUEST was let in by the organisation itself, for a time, to what all members see; a CONFIDANT to what the offices of
its networks see as well. Both know of it by name while it is not hidden.

`visibility.py` says the same in SQL; a property test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

from nswp_members.organisations.models import Audience, Listing


class Relation(IntFlag):
    """What a viewer is to an organisation; everybody is at least ANYBODY."""

    ANYBODY = 1
    MEMBER = 2
    REGION = 4
    NETWORK = 8
    VERIFIER = 16
    REPRESENTATIVE = 32
    SECRETARIAT = 64
    SELF = 128
    GUEST = 256
    CONFIDANT = 512


NOBODY = Relation(0)
EVERYBODY = Relation(1023)
PEERS = Relation.MEMBER | Relation.REGION | Relation.NETWORK
KEEPERS = Relation.SECRETARIAT | Relation.SELF
GUESTS = Relation.GUEST | Relation.CONFIDANT
_OFFICES = Relation.VERIFIER | Relation.CONFIDANT | Relation.REPRESENTATIVE | KEEPERS
MASKS: dict[str, Relation] = {
    Audience.PUBLIC: EVERYBODY,
    Audience.MEMBERS: EVERYBODY ^ Relation.ANYBODY,
    Audience.REGION: Relation.REGION | _OFFICES,
    Audience.NETWORKS: Relation.NETWORK | _OFFICES,
    Audience.OFFICES: _OFFICES,
    Audience.SECRETARIAT: Relation.REPRESENTATIVE | KEEPERS,
    Audience.US: Relation.SELF,
}
KNOWN_TO = (Audience.SECRETARIAT, Audience.OFFICES, Audience.NETWORKS, Audience.REGION, Audience.MEMBERS)


@dataclass(frozen=True)
class FieldPolicy:
    """How far a field may travel: ``widest`` limits every choice, ``default`` counts until a choice is made.

    ``choices`` are offered to the organisation, widest first; a field without choices is fixed.
    """

    default: Audience
    widest: Relation
    choices: tuple[Audience, ...] = ()


def _fixed(audience: Audience, widest: Relation | None = None) -> FieldPolicy:
    return FieldPolicy(audience, MASKS[audience] if widest is None else widest)


def _open(
    default: Audience, widest: Audience = Audience.PUBLIC, narrowest: Audience = Audience.SECRETARIAT
) -> FieldPolicy:
    """Return the policy of a field for which the organisation may choose between two audiences."""
    ladder = list(Audience)
    chosen = ladder[ladder.index(widest) : ladder.index(narrowest) + 1]
    return FieldPolicy(default, MASKS[widest], tuple(chosen))


_OFFICE_ONLY = _fixed(Audience.SECRETARIAT)
_OPTIONAL = _open(Audience.PUBLIC, narrowest=Audience.US)
POLICIES: dict[str, FieldPolicy] = {
    "id": _fixed(Audience.PUBLIC),
    "slug": _fixed(Audience.PUBLIC),
    "name": _fixed(Audience.PUBLIC),
    "alias": _fixed(Audience.MEMBERS),
    "region_code": _fixed(Audience.PUBLIC),
    "country_code": _open(Audience.PUBLIC),
    "acronym": _open(Audience.PUBLIC),
    "transliteration": _open(Audience.PUBLIC),
    "former_names": _open(Audience.PUBLIC),
    "kind": _open(Audience.PUBLIC),
    "languages": _open(Audience.PUBLIC),
    "priority_areas": _open(Audience.PUBLIC),
    "texts": _OPTIONAL,
    "website": _OPTIONAL,
    "links": _OPTIONAL,
    "public_email": _OPTIONAL,
    "logo": _OPTIONAL,
    "photo": _OPTIONAL,
    "populations": _open(Audience.MEMBERS),
    "networks": _open(Audience.MEMBERS),
    "contacts": _open(Audience.OFFICES, Audience.MEMBERS),
    "registration": _open(Audience.SECRETARIAT, Audience.MEMBERS),
    "host_name": _open(Audience.SECRETARIAT, Audience.MEMBERS),
    "city": _open(Audience.SECRETARIAT, Audience.SECRETARIAT, Audience.US),
    "listing": _OFFICE_ONLY,
    "sex_worker_led": _OFFICE_ONLY,
    "category": _OFFICE_ONLY,
    "joined_on": _OFFICE_ONLY,
    "confirmed_at": _fixed(Audience.OFFICES),
    "confirmed_as": _fixed(Audience.OFFICES),
    "version": _fixed(Audience.US, KEEPERS),
    "notes": _fixed(Audience.SECRETARIAT, Relation.SECRETARIAT),
}
ALIAS_FIELDS = frozenset({"alias", "region_code"})
CHOOSABLE = tuple(name for name, policy in POLICIES.items() if policy.choices)
PROTECTED = frozenset({"contacts", "registration", "host_name", "city", "sex_worker_led", "category", "joined_on"})


def existence(listing: str, known_to: str, *, forced_hidden: bool) -> Relation:
    """Return who may know of an organisation in this state."""
    if forced_hidden or listing in (Listing.HIDDEN, Listing.WITHDRAWN):
        return KEEPERS
    return EVERYBODY if listing == Listing.LISTED else MASKS[known_to] | GUESTS


def identity(listing: str, known_to: str, *, alias: str, forced_hidden: bool) -> Relation:
    """Return who may know which organisation it is: under an alias, other members may not."""
    known = existence(listing, known_to, forced_hidden=forced_hidden)
    return known & ~PEERS if alias and listing == Listing.UNLISTED else known


def audience_of(field: str, chosen: Mapping[str, str]) -> Audience:
    """Return the audience that counts for a field: the one chosen, else the default of its policy."""
    return Audience(chosen.get(field) or POLICIES[field].default)


def admitted(
    field: str, *, chosen: Mapping[str, str], listing: str, known_to: str, alias: str, forced_hidden: bool
) -> Relation:
    """Return the relations that see a field: what listing, policy and choice have in common."""
    policy = POLICIES[field]
    limit = policy.widest & MASKS[audience_of(field, chosen)] if policy.choices else policy.widest
    if field in ALIAS_FIELDS:
        return limit & existence(listing, known_to, forced_hidden=forced_hidden)
    return limit & identity(listing, known_to, alias=alias, forced_hidden=forced_hidden)


def is_narrower(one: str, other: str) -> bool:
    """Whether an audience admits nobody whom the other does not admit; so does each of itself."""
    return not MASKS[one] & ~MASKS[other]


def public_fields(listing: str, chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that everybody can read in this state of listing and with these choices."""
    if listing != Listing.LISTED:
        return frozenset()
    return frozenset(
        field
        for field, policy in POLICIES.items()
        if Relation.ANYBODY & policy.widest & MASKS[audience_of(field, chosen)]
    )
