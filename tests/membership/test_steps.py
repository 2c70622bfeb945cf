"""What can be done with a membership, from where it stands."""

import pytest

from nswp_members.membership.models import Standing
from nswp_members.membership.steps import Step, steps_from

LEAVING = [Step.RESIGN, Step.EXPEL, Step.DISSOLVE]


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (None, [Step.BEGIN]),
        (Standing.ACTIVE, [Step.REASSESS, Step.SUSPEND, *LEAVING]),
        (Standing.DORMANT, [Step.REASSESS, Step.SUSPEND, *LEAVING]),
        (Standing.SUSPENDED, [Step.REASSESS, Step.REINSTATE, *LEAVING]),
    ],
)
def test_each_standing_offers_its_steps(standing: Standing | None, steps: list[Step]) -> None:
    assert steps_from(standing) == steps
