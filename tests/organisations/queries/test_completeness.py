from typing import Any

import pytest
from flask import Flask

from nswp_members.core.db import now
from nswp_members.organisations import queries
from tests.factories import make_contact, make_organisation

COMPLETE: dict[str, Any] = {
    "languages": ["fr", "sw"],
    "priority_areas": [1],
    "website": "https://a.example.org",
    "texts": {"fr": {"challenges": "Deux"}},
}


def test_an_empty_profile_is_told_of_harmless_parts_alone(app: Flask) -> None:
    found = queries.completeness(make_organisation())

    assert found is not None
    assert set(found.parts) == {"texts", "languages", "priority_areas", "links"}
    assert found.filled == 0


@pytest.mark.parametrize("part", ["texts", "languages", "priority_areas", "website"])
def test_each_part_counts(app: Flask, part: str) -> None:
    found = queries.completeness(make_organisation(**{key: value for key, value in COMPLETE.items() if key != part}))

    assert found is not None
    assert found.filled == 3
    assert not found.parts["links" if part == "website" else part]


def test_a_complete_profile_is_told_nothing(app: Flask) -> None:
    assert queries.completeness(make_organisation(**COMPLETE)) is None


def test_a_text_counts_in_a_working_language(app: Flask) -> None:
    spanish = COMPLETE | {"texts": {"es": {"people": "Gente"}}}

    assert queries.completeness(make_organisation(**spanish)) is not None
    assert queries.completeness(make_organisation(**spanish | {"languages": ["sw"]})) is None


def test_sensitive_fields_change_nothing(app: Flask) -> None:
    bare, full = (
        make_organisation(),
        make_organisation(
            city="Mombasa", populations=["trans"], sex_worker_led=True, category="full", registration="registered"
        ),
    )
    make_contact(full)

    assert queries.completeness(bare) == queries.completeness(full)


def test_whoever_wants_no_hints_gets_none(app: Flask) -> None:
    organisation = make_organisation()
    organisation.hints_off_at = now()

    assert queries.completeness(organisation) is None
