from flask import Flask

from tests.endorsements.conftest import letters
from tests.factories import make_contact, make_endorsement, make_organisation


def test_coverage_is_printed_region_by_region(app: Flask) -> None:
    make_endorsement(make_organisation(country="KE"))

    result = app.test_cli_runner().invoke(args=["endorsements", "coverage"])

    assert result.exit_code == 0
    lines = {line.split()[0]: line.split()[1:3] for line in result.output.splitlines()}
    assert lines["africa"] == ["1", "1"]
    assert lines["europe"] == ["0", "0"]
    assert lines["all"] == ["1", "1"]


def test_a_dry_run_sends_nothing(app: Flask) -> None:
    make_contact(make_organisation(country="KE"))

    result = app.test_cli_runner().invoke(args=["endorsements", "ask", "--region", "africa", "--dry-run"])

    assert result.exit_code == 0
    assert "1 organisations, 1 letters to 1 people." in result.output
    assert "Nothing was sent." in result.output
    assert letters() == []


def test_asking_a_region_leaves_the_others_alone(app: Flask) -> None:
    make_contact(make_organisation(country="KE"))
    make_contact(make_organisation(country="FR"))

    result = app.test_cli_runner().invoke(args=["endorsements", "ask", "--region", "africa"])

    assert result.exit_code == 0
    assert len(letters("endorsement_invitation")) == 1
