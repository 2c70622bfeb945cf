from itertools import product

import pytest
from flask import Flask

from nswp_members.organisations.audience_words import (
    AUDIENCE_LABELS,
    EFFECTIVE_LABELS,
    FIXED,
    GROUPS,
    KNOWN_TO_LABELS,
    MATRIX,
    Standing,
)
from nswp_members.organisations.audiences import CHOOSABLE, GUESTS, KNOWN_TO, POLICIES
from nswp_members.organisations.labels import FIELD_LABELS
from nswp_members.organisations.models import Audience, Listing

UNSEEN = {"id", "slug", "version"}


def test_every_field_that_can_be_chosen_has_its_place_in_the_form() -> None:
    placed = [field for _label, fields in GROUPS for field in fields]

    assert sorted(placed) == sorted(CHOOSABLE)
    assert set(FIXED) == POLICIES.keys() - set(CHOOSABLE) - UNSEEN
    assert set(MATRIX) == POLICIES.keys() - UNSEEN
    assert set(MATRIX) <= set(FIELD_LABELS)
    assert set(AUDIENCE_LABELS) == set(Audience)
    assert set(KNOWN_TO_LABELS) == set(KNOWN_TO)


def test_whatever_is_chosen_there_are_words_for_who_sees_it() -> None:
    for field, listing, known_to, alias, forced in product(POLICIES, Listing, KNOWN_TO, ("", "Kite"), (False, True)):
        for choice in POLICIES[field].choices or (None,):
            chosen = {field: str(choice)} if choice else {}
            standing = Standing(listing, known_to, alias, chosen, forced_hidden=forced)
            assert standing.admits(field) & ~GUESTS in EFFECTIVE_LABELS, (field, listing, known_to, choice)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing("listed", "offices", "", {}), None),
        (Standing("unlisted", "offices", "", {}), "because you are not listed"),
        (Standing("unlisted", "members", "Kite", {}), "because you appear under an alias"),
        (Standing("unlisted", "offices", "Kite", {}), "because you are not listed"),
        (Standing("hidden", "offices", "", {}), "because you are hidden"),
        (Standing("withdrawn", "offices", "", {}), "because you have left the network"),
        (
            Standing("listed", "offices", "", {}, forced_hidden=True),
            "because all organisations of your country are hidden for their safety",
        ),
    ],
)
def test_the_reason_names_what_holds_a_field_back(app: Flask, standing: Standing, words: str | None) -> None:
    reason = standing.reason("website")

    assert (str(reason) if reason else None) == words
