"""Words for the codes of campaigns."""

import pytest
from flask import Flask
from flask_babel import force_locale

from nswp_members.campaigns import labels
from nswp_members.campaigns.models import CampaignState
from nswp_members.campaigns.queries import Dimension
from nswp_members.campaigns.reaching import Progress
from nswp_members.campaigns.services import OPENING


def test_every_code_has_its_words() -> None:
    assert set(labels.STATE_LABELS) == set(labels.STATE_TONES) == set(CampaignState)
    assert set(labels.PROGRESS_LABELS) == set(labels.PROGRESS_TONES) == set(Progress)
    assert set(labels.DIMENSION_LABELS) == set(Dimension)


@pytest.mark.parametrize(
    ("rung", "words"),
    [
        (OPENING, "At the opening"),
        (-7, "7 days before the deadline"),
        (-1, "1 day before the deadline"),
        (0, "On the day of the deadline"),
        (3, "3 days after the deadline"),
    ],
)
def test_a_rung_is_told_in_words(app: Flask, rung: int, words: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert labels.rung_name(rung) == words


@pytest.mark.parametrize(
    ("dimension", "key", "name"),
    [
        (Dimension.REGION, "africa", "Africa"),
        (Dimension.COUNTRY, "KE", "Kenya"),
        (Dimension.LANGUAGE, "fr", "Français"),
        (Dimension.LANGUAGE, "sw", "sw"),
        (Dimension.CATEGORY, None, "Not known"),
    ],
)
def test_a_part_of_the_audience_has_a_name(app: Flask, dimension: Dimension, key: str | None, name: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert labels.part_name(dimension, key) == name
