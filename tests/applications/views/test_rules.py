"""How each region reviews applications."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.accounts.viewers import Role
from nswp_members.applications.models import RegionRule
from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from tests.factories import make_network, make_role, sign_in

WISH: dict[str, Any] = {
    "approvals": "1",
    "approvals_if_vacant": "1",
    "vacancy": "wait",
    "network_id": "",
    "days_to_check": "5",
    "days_to_decide": "50",
    "first_reminder": "20",
    "second_reminder": "40",
    "days_to_verify": "10",
    "days_to_answer": "12",
    "warn_before": "3",
}


def test_they_are_for_the_secretariat(client: FlaskClient) -> None:
    assert client.get("/applications/rules").status_code == 302

    sign_in(client, make_role(Role.REGIONAL_REPRESENTATIVE))
    assert client.get("/applications/rules").status_code == 403
    assert client.post("/applications/rules/africa", data=WISH).status_code == 403


def test_a_region_gets_rules_of_its_own(client: FlaskClient) -> None:
    network = make_network(name="Savanna Net")
    make_network(name="Island Net", regions=("asia-pacific",))
    sign_in(client, make_role(Role.MEMBERSHIP))
    form = client.get("/applications/rules/africa").text
    assert "Savanna Net" in form
    assert "Island Net" not in form

    client.post("/applications/rules/africa", data={**WISH, "network_id": str(network.id)})

    rule = session.scalars(select(RegionRule)).one()
    kept = (rule.region_code, rule.approvals, rule.vacancy, rule.days_to_decide, rule.warn_before, rule.network_id)
    assert kept == ("africa", 1, "wait", 50, 3, network.id)
    assert "Savanna Net" in client.get("/applications/rules").text
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "applications.changed_rule")).one()
    assert entry.details["region"] == "africa"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"second_reminder": "20"}, "The first reminder comes before the second"),
        ({"days_to_decide": "40"}, "The first reminder comes before the second"),
        ({"warn_before": "12"}, "The warning must come after the question was asked."),
        ({"days_to_check": "0"}, "Enter 1 to 730 days."),
        ({"network_id": "made-up"}, "Not a valid choice"),
    ],
)
def test_rules_that_make_no_sense_are_refused(client: FlaskClient, change: dict[str, str], words: str) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    answer = client.post("/applications/rules/africa", data={**WISH, **change})

    assert words in answer.text
    assert session.scalars(select(RegionRule)).all() == []


def test_a_region_that_there_is_not_has_no_rules(client: FlaskClient) -> None:
    sign_in(client, make_role(Role.MEMBERSHIP))

    assert client.get("/applications/rules/atlantis").status_code == 404
