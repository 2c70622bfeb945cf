from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from nswp_members.core.db import now
from nswp_members.notices import cautions
from nswp_members.notices.cautions import Caution


@pytest.fixture
def rules() -> Iterator[None]:
    """The rules of before, put back afterwards."""
    before = tuple(cautions._rules)
    yield
    cautions.set_rules(before)


def test_the_most_careful_rule_counts(rules: None) -> None:
    one, other = uuid4(), uuid4()

    def careful(_ids: object, _at: datetime) -> dict[UUID, Caution]:
        return {one: Caution.STOP, other: Caution.DISCREET}

    def careless(_ids: object, _at: datetime) -> dict[UUID, Caution]:
        return {one: Caution.DISCREET}

    cautions.set_rules((careful, careless))

    assert cautions.cautions_for([one, other], now()) == {one: Caution.STOP, other: Caution.DISCREET}


def test_without_rules_nobody_needs_care(rules: None) -> None:
    cautions.set_rules(())

    assert cautions.cautions_for([uuid4()], now()) == {}
