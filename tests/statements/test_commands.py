from flask import Flask


def test_the_statement_can_be_put_in_again(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["statements", "sync"])

    assert result.exit_code == 0
    assert "up to date" in result.output
