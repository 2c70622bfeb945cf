"""How careful to be with the mail to applicants."""

import pytest
from flask import Flask

from nswp_members.applications import queries
from nswp_members.core.db import now
from nswp_members.notices.cautions import Caution
from nswp_members.regions.models import RiskLevel
from tests.factories import make_application, make_risk


@pytest.mark.parametrize("level", [RiskLevel.DISCREET, RiskLevel.FORCED_HIDDEN])
def test_applicants_in_danger_get_discreet_letters(app: Flask, level: RiskLevel) -> None:
    make_risk("UG", level)
    careful, calm = make_application(country="UG"), make_application(country="KE")
    assert careful.person_id
    assert calm.person_id

    assert queries.mail_cautions([careful.person_id, calm.person_id], now()) == {careful.person_id: Caution.DISCREET}
