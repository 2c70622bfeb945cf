import re
from pathlib import Path

import pytest

from nswp_members.organisations.audiences import (
    CHOOSABLE,
    KNOWN_TO,
    MASKS,
    POLICIES,
    Relation,
    is_narrower,
    public_fields,
)
from nswp_members.organisations.models import Audience, Listing

GUIDE = Path(__file__).parents[2] / "docs" / "visibility.md"


def test_the_guide_tells_default_and_choices_of_every_field() -> None:
    table = re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+)(?: … (\w+))?", GUIDE.read_text(), re.MULTILINE)
    told = {field: (default, widest, narrowest) for field, default, widest, narrowest in table}

    for field, policy in POLICIES.items():
        choices = (policy.choices[0], policy.choices[-1]) if policy.choices else ("fixed", "")
        assert told[field] == (policy.default, *choices), field


def test_no_choice_and_no_default_goes_further_than_its_policy() -> None:
    for field in CHOOSABLE:
        policy = POLICIES[field]
        assert policy.default in policy.choices
        assert all(not MASKS[choice] & ~policy.widest for choice in policy.choices)


@pytest.mark.parametrize("field", ["sex_worker_led", "category", "joined_on", "city", "notes", "listing"])
def test_what_may_put_people_at_risk_never_reaches_other_members(field: str) -> None:
    assert not POLICIES[field].widest & (Relation.ANYBODY | Relation.MEMBER | Relation.REGION | Relation.NETWORK)


def test_region_and_networks_are_beside_each_other() -> None:
    assert is_narrower(Audience.OFFICES, Audience.REGION)
    assert is_narrower(Audience.US, Audience.US)
    assert not is_narrower(Audience.REGION, Audience.NETWORKS)
    assert not is_narrower(Audience.NETWORKS, Audience.REGION)
    assert Audience.PUBLIC not in KNOWN_TO


def test_only_a_listed_organisation_has_public_fields() -> None:
    assert public_fields(Listing.UNLISTED, {}) == frozenset()
    assert "website" in public_fields(Listing.LISTED, {})
    assert "website" not in public_fields(Listing.LISTED, {"website": "members"})
    assert "city" not in public_fields(Listing.LISTED, {})
