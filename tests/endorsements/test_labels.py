from flask import Flask
from flask_babel import force_locale

from nswp_members.endorsements.labels import (
    FATE_LABELS,
    FATE_TONES,
    STANDING_LABELS,
    STANDING_TONES,
    VERDICT_LABELS,
    partial_date,
)
from nswp_members.endorsements.queries import Fate, Standing, Verdict


def test_every_code_has_its_words() -> None:
    assert set(STANDING_LABELS) == set(STANDING_TONES) == set(Standing)
    assert set(VERDICT_LABELS) == set(Verdict)
    assert set(FATE_LABELS) == set(FATE_TONES) == set(Fate)


def test_a_partial_date_shows_what_is_known(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert partial_date("2014") == "2014"
        assert partial_date("2014-03") == "March 2014"
        assert partial_date("2014-03-08") == "March 8, 2014"
    with app.test_request_context(), force_locale("fr"):
        assert partial_date("2014-03-08") == "8 mars 2014"
