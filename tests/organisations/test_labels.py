from nswp_members.organisations import labels
from nswp_members.organisations.models import (
    Basis,
    Channel,
    ConfirmedAs,
    Function,
    Kind,
    Listing,
    Population,
    RecoveryState,
    Side,
)


def test_every_code_has_its_words() -> None:
    assert set(labels.KIND_LABELS) == set(Kind)
    assert set(labels.POPULATION_LABELS) == set(Population)
    assert set(labels.CHANNEL_LABELS) == set(Channel)
    assert set(labels.BASIS_LABELS) == set(Basis)
    assert set(labels.SIDE_LABELS) == set(Side)
    assert set(labels.RECOVERY_LABELS) == set(labels.RECOVERY_TONES) == set(RecoveryState)
    assert set(labels.CONFIRMED_LABELS) == set(ConfirmedAs)
    assert set(labels.FUNCTION_LABELS) == set(Function)
    assert set(labels.LISTING_LABELS) == set(labels.LISTING_HINTS) == set(labels.LISTING_TONES) == set(Listing)
    assert list(labels.AREA_LABELS) == [1, 2, 3, 4, 5, 6, 7]
