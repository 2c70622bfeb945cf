from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.accounts.viewers import ANYONE, Role
from nswp_members.core.db import session
from nswp_members.organisations.audiences import KNOWN_TO, POLICIES
from nswp_members.organisations.models import AccessLevel, Listing, Organisation
from nswp_members.organisations.seen import seen_by
from nswp_members.organisations.visibility import shows
from tests.factories import affiliate, give_access, make_mandate, make_network, make_organisation, make_role, viewer_of


@pytest.mark.parametrize("all_rows", [True, False])
def test_the_rows_show_each_field_exactly_where_the_one_predicate_does(app: Flask, all_rows: bool) -> None:
    random = Random(7)
    network = make_network(name="Network", listing=Listing.LISTED)
    for n in range(60):
        organisation = make_organisation(
            name=f"Group {n}", country=random.choice(["KE", "FR"]), listing=random.choice(list(Listing))
        )
        organisation.known_to = random.choice(KNOWN_TO)
        organisation.alias = random.choice(["", f"Alias {n}"])
        organisation.audiences = {
            field: random.choice(policy.choices).value
            for field, policy in POLICIES.items()
            if policy.choices and random.random() < 0.5
        }
        if random.random() < 0.5:
            affiliate(network, organisation)
    own = make_organisation(name="Own", country="KE")
    affiliate(network, own)
    guest = make_role(Role.REGIONAL_REPRESENTATIVE, region="europe")
    for organisation in session.scalars(select(Organisation)):
        if random.random() < 0.5:
            give_access(organisation, guest, random.choice(list(AccessLevel)))
    session.commit()
    viewers = [ANYONE] + [
        viewer_of(person)
        for person in (
            make_mandate(own, "read"),
            make_role(Role.REGIONAL_REPRESENTATIVE, region="africa"),
            guest,
            make_role(Role.NETWORK_VERIFIER, network=network),
            make_role(Role.MEMBERSHIP),
            make_role(Role.DONOR),
        )
    ]

    for viewer in viewers:
        seen = seen_by(viewer, all_rows=all_rows)
        for field in POLICIES:
            ours = set(session.scalars(select(seen.c.id).where(seen.shows(field))))
            theirs = set(session.scalars(select(Organisation.id).where(shows(viewer, field))))
            assert ours == theirs, (viewer.capacity, field)
