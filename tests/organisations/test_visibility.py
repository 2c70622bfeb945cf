"""The predicates in SQL and the projection in Python, held against a slow and obvious model of who sees what."""

from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nswp_members.accounts.models import Person, email_lookup
from nswp_members.accounts.viewers import ANYONE, STAFF_ROLES, Capacity, Role, Viewer
from nswp_members.core.db import now, session
from nswp_members.organisations import queries
from nswp_members.organisations.audiences import Relation
from nswp_members.organisations.models import AccessGrant, Affiliation, Confidential, Mandate, Organisation
from nswp_members.organisations.visibility import (
    Sight,
    named_to,
    project,
    relations_of,
    row_columns,
    shown,
    shows,
    visible_to,
)
from nswp_members.regions.models import JurisdictionRisk

LADDER = ["public", "members", "region", "networks", "offices", "secretariat", "us"]
SECRETARIAT_ROLES = (Role.MEMBERSHIP, Role.ADMINISTRATOR)

# What each field may be: its widest audience, its default, and whether (down to what) the organisation may choose.
RULES: dict[str, tuple[str, str, str | None]] = {
    "id": ("public", "public", None),
    "slug": ("public", "public", None),
    "name": ("public", "public", None),
    "region_code": ("public", "public", None),
    "alias": ("members", "members", None),
    "country_code": ("public", "public", "secretariat"),
    "acronym": ("public", "public", "secretariat"),
    "transliteration": ("public", "public", "secretariat"),
    "former_names": ("public", "public", "secretariat"),
    "kind": ("public", "public", "secretariat"),
    "languages": ("public", "public", "secretariat"),
    "priority_areas": ("public", "public", "secretariat"),
    "texts": ("public", "public", "us"),
    "website": ("public", "public", "us"),
    "links": ("public", "public", "us"),
    "public_email": ("public", "public", "us"),
    "populations": ("public", "members", "secretariat"),
    "networks": ("public", "members", "secretariat"),
    "contacts": ("members", "offices", "secretariat"),
    "registration": ("members", "secretariat", "secretariat"),
    "host_name": ("members", "secretariat", "secretariat"),
    "city": ("secretariat", "secretariat", "us"),
    "listing": ("secretariat", "secretariat", None),
    "sex_worker_led": ("secretariat", "secretariat", None),
    "category": ("secretariat", "secretariat", None),
    "joined_on": ("secretariat", "secretariat", None),
    "confirmed_at": ("offices", "offices", None),
    "confirmed_as": ("offices", "offices", None),
    "version": ("editing", "editing", None),
    "notes": ("staff notes", "staff notes", None),
}
CHOICES = {
    field: LADDER[LADDER.index(widest) : LADDER.index(narrowest) + 1]
    for field, (widest, _default, narrowest) in RULES.items()
    if narrowest
}
HATS = {
    "anybody": Relation.ANYBODY,
    "member": Relation.MEMBER,
    "region": Relation.REGION,
    "network": Relation.NETWORK,
    "office": Relation.VERIFIER,
    "representative": Relation.REPRESENTATIVE,
    "secretariat": Relation.SECRETARIAT,
    "self": Relation.SELF,
    "guest": Relation.GUEST,
    "confidant": Relation.CONFIDANT,
}
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # making a failing world smaller would take minutes
SIZE = 12  # organisations in a world; the first two are networks, and people of the first three look
COLUMNS = ("name", "country_code", "kind", "website")


@dataclass(frozen=True)
class Access:
    """An access that somebody asked for in one capacity."""

    person_id: UUID
    capacity: str
    level: str
    state: str
    is_over: bool


@dataclass
class Case:
    """An organisation of the model: plain values, no database."""

    id: UUID
    listing: str
    known_to: str
    alias: str
    audiences: dict[str, str]
    region: str
    country: str
    networks: frozenset[UUID]
    is_forced: bool = False
    accesses: list[Access] = made_by(default_factory=list)


def hats_of(viewer: Viewer, case: Case) -> set[str]:
    """Return what a viewer is to an organisation, from the table in visibility.py."""
    capacity = viewer.capacity
    if capacity is None:
        return {"anybody"}
    if capacity.role in SECRETARIAT_ROLES:
        return {"anybody", "member", "secretariat"}
    if capacity.role == Role.REGIONAL_REPRESENTATIVE:
        is_own = capacity.region_code == case.region
        return {"anybody", "member", *({"representative"} if is_own else ()), *hats_of_a_guest(viewer, case)}
    if capacity.role == Role.NETWORK_VERIFIER:
        is_own = capacity.organisation_id in case.networks or capacity.organisation_id == case.id
        return {"anybody", "member", *({"office"} if is_own else ()), *hats_of_a_guest(viewer, case)}
    return hats_of_a_member(capacity, case) if capacity.role == Role.ORGANISATION else {"anybody"}


def hats_of_a_guest(viewer: Viewer, case: Case) -> set[str]:
    """Return what the organisation itself made of a representative or verifier who asked."""
    assert viewer.capacity is not None
    return {
        "guest" if one.level == "profile" else "confidant"
        for one in case.accesses
        if (one.person_id, one.capacity) == (viewer.person_id, viewer.capacity.key)
        and one.state == "open"
        and not one.is_over
    }


def hats_of_a_member(capacity: Capacity, case: Case) -> set[str]:
    """Return what somebody who acts for an organisation is to another one, or to their own."""
    hats = {"anybody"}
    if capacity.organisation_id == case.id:
        hats.add("self")
    if capacity.has_left:
        return hats
    hats.add("member")
    if capacity.region_code == case.region:
        hats.add("region")
    if (case.networks | {case.id}) & capacity.network_ids:
        hats.add("network")
    return hats


MEMBERS_OF = {
    "staff notes": {"secretariat"},
    "editing": {"secretariat", "self"},
    "us": {"self"},
    "secretariat": {"self", "secretariat", "representative"},
    "offices": {"self", "confidant", "secretariat", "representative", "office"},
    "networks": {"self", "confidant", "secretariat", "representative", "office", "network"},
    "region": {"self", "confidant", "secretariat", "representative", "office", "region"},
    "members": {"self", "confidant", "guest", "secretariat", "representative", "office", "network", "region", "member"},
    "public": {
        "self",
        "confidant",
        "guest",
        "secretariat",
        "representative",
        "office",
        "network",
        "region",
        "member",
        "anybody",
    },
}


def belongs(hat: str, audience: str) -> bool:
    """Whether somebody with this hat is among an audience."""
    return hat in MEMBERS_OF[audience]


def knows(hat: str, case: Case) -> bool:
    """Whether somebody with this hat may know that the organisation exists."""
    if hat in ("secretariat", "self"):
        return True
    if case.is_forced or case.listing in ("hidden", "withdrawn"):
        return False
    if case.listing == "listed" or hat in ("guest", "confidant"):
        return True
    return hat != "anybody" and belongs(hat, case.known_to)


def is_masked(hat: str, case: Case) -> bool:
    """Whether somebody with this hat meets the alias instead of the name."""
    return bool(case.alias) and case.listing == "unlisted" and hat in ("member", "region", "network")


def sees(hat: str, field: str, case: Case) -> bool:
    """Whether somebody with this hat sees a field."""
    widest, default, narrowest = RULES[field]
    if not knows(hat, case) or not belongs(hat, widest):
        return False
    if narrowest and not belongs(hat, case.audiences.get(field, default)):
        return False
    return field in ("alias", "region_code") or not is_masked(hat, case)


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what an organisation chose and where it is."""
    chosen = draw(st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(0, 6), max_size=6))
    return {
        "listing": draw(st.sampled_from(["unlisted", "unlisted", "listed", "hidden", "withdrawn"])),
        "known_to": draw(st.sampled_from(["secretariat", "offices", "networks", "region", "members"])),
        "alias": draw(st.sampled_from(["", "Kite"])),
        "audiences": {field: CHOICES[field][number % len(CHOICES[field])] for field, number in chosen.items()},
        "region_code": draw(st.sampled_from(["africa", "europe"])),
        "country_code": draw(st.sampled_from(["KE", "FR"])),
    }


worlds = st.fixed_dictionaries(
    {
        "organisations": st.lists(organisations(), min_size=SIZE, max_size=SIZE),
        "links": st.dictionaries(
            st.tuples(st.integers(0, 1), st.integers(0, SIZE - 1)), st.booleans(), min_size=2, max_size=12
        ),
        "risk": st.tuples(
            st.sampled_from(["forced-hidden", "forced-hidden", "watch"]),
            st.sampled_from(["now", "over", "to come", "never"]),
        ),
        "staff": st.lists(
            st.one_of(
                st.tuples(st.sampled_from(sorted(STAFF_ROLES | {Role.DONOR})), st.none()),
                st.tuples(
                    st.sampled_from([Role.REGIONAL_REPRESENTATIVE, Role.CORRESPONDENT]),
                    st.sampled_from(["africa", "europe"]),
                ),
                st.tuples(st.just(Role.NETWORK_VERIFIER), st.integers(0, 3)),
            ),
            min_size=3,
            max_size=3,
        ),
        "accesses": st.lists(
            st.tuples(
                st.integers(0, 2),
                st.integers(0, SIZE - 1),
                st.sampled_from(["profile", "contacts"]),
                st.sampled_from(["open", "open", "open", "open", "asked", "declined", "ended"]),
                st.sampled_from([False, False, False, True]),
                st.sampled_from(["key", "key", "key", "key", "another"]),
            ),
            min_size=8,
            max_size=16,
        ),
    }
)


def build(world: dict[str, Any]) -> tuple[list[Organisation], list[Case]]:
    """Write a world into the database and return it twice: as rows and as plain values."""
    at = now()
    rows = [
        Organisation(
            id=uuid4(),
            name=f"House {number}",
            identity=f"house {number}",
            sort_key=f"house {number}",
            alias_key=values["alias"].lower(),
            slug=f"house-{number}" if values["listing"] == "listed" else None,
            kind="local",
            website="https://house.example.org",
            confidential=Confidential(),
            created_at=at,
            updated_at=at,
            **values,
        )
        for number, values in enumerate(world["organisations"])
    ]
    session.add_all(rows)
    session.flush()
    links = {(network, member): ended for (network, member), ended in world["links"].items() if network != member}
    session.add_all(
        Affiliation(
            network_id=rows[network].id,
            organisation_id=rows[member].id,
            valid_until=date(2020, 1, 1) if ended else None,
        )
        for (network, member), ended in links.items()
    )
    is_forced = _add_risk(*world["risk"])
    cases = [
        Case(
            id=row.id,
            listing=row.listing,
            known_to=row.known_to,
            alias=row.alias,
            audiences=row.audiences,
            region=row.region_code,
            country=row.country_code,
            networks=frozenset(
                rows[network].id for (network, member), ended in links.items() if member == number and not ended
            ),
            is_forced=is_forced and row.country_code == "KE",
        )
        for number, row in enumerate(rows)
    ]
    session.flush()
    return rows, cases


def _add_risk(level: str, when: str) -> bool:
    """Give Kenya a risk and return whether it hides everybody there now."""
    day = timedelta(days=1)
    spans = {"now": (-day, day), "over": (-2 * day, -day), "to come": (day, 2 * day)}
    if when in spans:
        since, until = spans[when]
        session.add(
            JurisdictionRisk(
                country_code="KE",
                level=level,
                reason="",
                set_at=now(),
                valid_from=now() + since,
                valid_until=now() + until,
            )
        )
    return level == "forced-hidden" and when == "now"


def new_people(number: int) -> list[Person]:
    """Write so many people into the database."""
    keys = [uuid4() for _ in range(number)]
    people = [
        Person(id=key, email="a@example.org", email_lookup=email_lookup(str(key)), created_at=now()) for key in keys
    ]
    session.add_all(people)
    session.flush()
    return people


def let_in(world: dict[str, Any], viewers: list[Viewer], cases: list[Case]) -> None:
    """Let organisations give access to the staff drawn, in the database and in the model."""
    for who, number, level, state, is_over, capacity in world["accesses"]:
        person_id = viewers[who].person_id
        assert person_id is not None
        session.add(
            AccessGrant(
                organisation_id=cases[number].id,
                person_id=person_id,
                capacity=capacity,
                role="regional-representative",
                level=level,
                reason="",
                state=state,
                asked_at=now(),
                valid_until=now() + timedelta(days=-1 if is_over else 1),
            )
        )
        cases[number].accesses.append(Access(person_id, capacity, level, state, is_over))
    session.flush()


def viewers_of(world: dict[str, Any], rows: list[Organisation], cases: list[Case]) -> list[Viewer]:
    """Return somebody signed out, the staff drawn, and people of three organisations, read as at sign-in."""
    staff = []
    for (role, scope), person in zip(world["staff"], new_people(3), strict=True):
        network = rows[scope].id if role == Role.NETWORK_VERIFIER else None
        region = scope if isinstance(scope, str) else None
        capacity = Capacity("key", role, "", region_code=region, organisation_id=network)
        staff.append(Viewer(person.id, capacity=capacity))
    let_in(world, staff, cases)
    viewers = [ANYONE, *staff]
    people = new_people(3)
    since = now() - timedelta(days=1)
    session.add_all(
        Mandate(person_id=person.id, organisation_id=row.id, function="read", valid_from=since)
        for person, row in zip(people, rows, strict=False)
    )
    session.flush()
    for person in people:
        viewers.append(Viewer(person.id, capacity=queries.mandate_capacities(person.id, now())[0]))
    return viewers


def check(viewer: Viewer, rows: list[Organisation], cases: list[Case]) -> None:
    """Compare all that the app says of what this viewer sees with the model."""
    statement = select(
        Organisation.id,
        visible_to(viewer).label("visible"),
        named_to(viewer).label("named"),
        relations_of(viewer).label("relations"),
        *(shows(viewer, field).label(f"sees {field}") for field in RULES),
        *(shown(viewer, field).label(f"shown {field}") for field in COLUMNS),
    )
    found = {row["id"]: row for row in session.execute(statement).mappings()}
    listed = {row["id"]: row for row in session.execute(select(*row_columns(viewer))).mappings()}
    for row, case in zip(rows, cases, strict=True):
        said, hats = found[case.id], hats_of(viewer, case)
        fields = {field for field in RULES if any(sees(hat, field, case) for hat in hats)}
        assert Relation(said["relations"]) == sum(HATS[hat] for hat in hats)
        assert said["visible"] == any(knows(hat, case) for hat in hats)
        assert said["named"] == ("name" in fields)
        assert {field for field in RULES if said[f"sees {field}"]} == fields
        for field in COLUMNS:
            assert said[f"shown {field}"] == (getattr(row, field) if field in fields else None)
        sight = Sight(Relation(said["relations"]), forced_hidden=case.is_forced)
        assert set(project(row, sight).values) == fields - {"networks"}
        if said["visible"]:
            assert listed[case.id]["name"] == (row.name if "name" in fields else case.alias)
            assert listed[case.id]["named"] == ("name" in fields)


@settings(max_examples=12, deadline=None, phases=QUICK, suppress_health_check=list(HealthCheck))
@given(world=worlds)
def test_sql_and_python_agree_with_the_obvious_model(app: Flask, world: dict[str, Any]) -> None:
    with session.begin_nested() as savepoint:
        rows, cases = build(world)

        for viewer in viewers_of(world, rows, cases):
            check(viewer, rows, cases)

        savepoint.rollback()
    session.expunge_all()
