from flask import Flask

from nswp_members.core.db import session
from nswp_members.statements import queries as statements
from tests.factories import current_version


def test_the_statement_can_be_put_in_again(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["statements", "sync"])

    assert result.exit_code == 0
    assert "up to date" in result.output


def test_the_sums_are_checked(app: Flask) -> None:
    intact = app.test_cli_runner().invoke(args=["statements", "check"])
    translation = statements.latest_translation(current_version().id, "fr")
    assert translation is not None
    session.connection().exec_driver_sql("ALTER TABLE statement_blocks DISABLE TRIGGER USER")
    translation.blocks[0].content = "Altered"
    session.commit()

    altered = app.test_cli_runner().invoke(args=["statements", "check"])

    assert (intact.exit_code, intact.output) == (
        0,
        "5 published translations, 0 with words that differ from their sum.\n",
    )
    assert altered.exit_code == 1
    assert "DIFFERS: version 2013, language fr, revision 1" in altered.output
