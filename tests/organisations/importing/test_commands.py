"""The import from the command line."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from nswp_members.core.db import session
from nswp_members.organisations.models import Organisation


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    session.commit()
    result = app.test_cli_runner().invoke(args=["organisations", "import", *arguments])
    session.expire_all()
    return result.exit_code, result.output


def number_of_organisations() -> int:
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_a_dry_run_names_the_rows_and_stores_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Country\nAlpha,Kenya\nBeta,Atlantis\n")

    code, output = run(app, str(tmp_path / "list.csv"), "--dry-run")

    assert code == 0
    assert "Row 3, Country: “Atlantis” is not a country we know" in output
    assert "Nothing was stored." in output
    assert number_of_organisations() == 0


def test_a_second_run_adds_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name;Country\nAlpha;Kenya\nÉcluse;France\n", encoding="cp1252")

    first = run(app, str(tmp_path / "list.csv"))
    second = run(app, str(tmp_path / "list.csv"))

    assert (first[0], second[0]) == (0, 0)
    assert "Already here: 2" in second[1]
    assert number_of_organisations() == 2


def test_a_list_without_a_country_column_is_refused_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Phone\nAlpha,1\n")

    code, output = run(app, str(tmp_path / "list.csv"))

    assert code == 1
    assert "No heading was recognised for: country" in output
