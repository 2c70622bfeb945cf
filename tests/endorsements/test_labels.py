from nswp_members.endorsements.labels import (
    FATE_LABELS,
    FATE_TONES,
    STANDING_LABELS,
    STANDING_TONES,
    VERDICT_LABELS,
)
from nswp_members.endorsements.queries import Fate, Standing, Verdict


def test_every_code_has_its_words() -> None:
    assert set(STANDING_LABELS) == set(STANDING_TONES) == set(Standing)
    assert set(VERDICT_LABELS) == set(Verdict)
    assert set(FATE_LABELS) == set(FATE_TONES) == set(Fate)
