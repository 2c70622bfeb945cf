"""What a change would do."""

import pytest
from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.bulk import queries
from nswp_members.bulk.labels import REASON_LABELS
from nswp_members.bulk.models import Action
from nswp_members.bulk.queries import preview
from nswp_members.core.db import now
from nswp_members.endorsements.queries import Verdict
from nswp_members.organisations.models import Listing
from tests.conftest import QueryCounter
from tests.factories import (
    affiliate,
    make_contact,
    make_endorsement,
    make_network,
    make_organisation,
    make_role,
    viewer_of,
)


def test_everybody_is_in_one_of_two_lists_with_a_reason(app: Flask) -> None:
    network = make_network(name="Network")
    rows = {listing: make_organisation(name=f"The {listing}", listing=listing) for listing in Listing}
    affiliate(network, rows[Listing.LISTED])
    signed = make_organisation(name="Signed")
    make_endorsement(signed)
    make_contact(rows[Listing.UNLISTED])
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    ids = [one.id for one in (*rows.values(), network, signed)]

    def reasons(action: Action) -> dict[str, str]:
        found = queries.preview(viewer, action, ids, network.id, at=now())
        assert len(found.changing) + len(found.staying) == len(ids)
        return {row.name: reason for row, reason in found.staying} | {row.name: "" for row in found.changing}

    assert reasons(Action.UNLIST) == {
        "The listed": "",
        **dict.fromkeys(("The unlisted", "The hidden", "The withdrawn", "Network", "Signed"), "not-listed"),
    }
    assert reasons(Action.HIDE) == {
        "The hidden": "hidden",
        "The withdrawn": "left",
        **dict.fromkeys(("The listed", "The unlisted", "Network", "Signed"), ""),
    }
    assert reasons(Action.JOIN) == {
        "Network": "itself",
        "The listed": "member",
        "The hidden": "hidden",
        "The withdrawn": "left",
        "The unlisted": "",
        "Signed": "",
    }
    assert {name for name, reason in reasons(Action.LEAVE).items() if not reason} == {"The listed"}
    asked = reasons(Action.ASK)
    assert (asked["The unlisted"], asked["Signed"]) == ("", "ask-endorsed")
    assert (asked["The hidden"], asked["The listed"]) == ("ask-closed", "ask-no-contact")


def test_the_digest_stands_for_the_change_and_whom_it_concerns(app: Flask) -> None:
    viewer = viewer_of(make_role(Role.MEMBERSHIP))
    first, second = make_organisation(listing=Listing.LISTED), make_organisation(listing=Listing.LISTED)
    network = make_network()

    digests = {
        queries.preview(viewer, action, ids, network_id, at=now()).digest
        for action, ids, network_id in (
            (Action.UNLIST, [first.id], None),
            (Action.UNLIST, [first.id, second.id], None),
            (Action.HIDE, [first.id], None),
            (Action.JOIN, [first.id], None),
            (Action.JOIN, [first.id], network.id),
        )
    }

    assert len(digests) == 5


@pytest.mark.parametrize("reason", [*queries.Reason, *(f"ask-{one}" for one in Verdict if one != Verdict.ASK)])
def test_every_reason_has_words(reason: str) -> None:
    assert str(REASON_LABELS[reason])


@pytest.mark.parametrize("action", Action)
def test_a_preview_costs_few_queries(app: Flask, queries: QueryCounter, action: Action) -> None:
    viewer, network = viewer_of(make_role(Role.MEMBERSHIP)), make_network()
    ids = [make_organisation(listing=Listing.LISTED).id for _ in range(6)]

    with queries.counting():
        preview(viewer, action, ids, network.id, at=now())

    assert len(queries) <= 4
