import http.client
import logging
import socket
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nswp_members.accounts.access import public
from tests.live import Stack, running_stack

TOKEN = "secretcanary"


def secret_addresses(app: Flask) -> dict[str, tuple[str, str]]:
    """Return the pattern, a method and an address of every route that takes a token."""
    with app.test_request_context():
        rules = [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
        return {
            rule.rule: (
                "GET" if "GET" in (rule.methods or ()) else "POST",
                rule.build(dict.fromkeys(rule.arguments, TOKEN))[1],
            )
            for rule in rules
        }


def test_there_are_addresses_that_hold_secrets(app: Flask) -> None:
    assert {"/e/<token>", "/n/<token>"} < set(secret_addresses(app))


def test_a_failure_is_noted_under_the_pattern_of_its_route(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**values: str) -> str:
        raise RuntimeError("broken")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    for rule in app.url_map.iter_rules():
        if "token" in rule.arguments:
            monkeypatch.setitem(app.view_functions, rule.endpoint, public(fail))

    for pattern, (method, address) in secret_addresses(app).items():
        answer = client.open(f"/fr{address}", method=method)
        assert answer.status_code == 500
        assert f"Exception on {pattern} [{method}]" in caplog.text
    assert TOKEN not in caplog.text


def test_an_address_without_a_route_is_not_noted(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.after_request_funcs, None, [lambda _response: 1 / 0])

    client.get(f"/old/{TOKEN}")

    assert "Exception on - [GET]" in caplog.text
    assert TOKEN not in caplog.text


def send(stack: Stack, text: str) -> bytes:
    """Send these bytes to the web server and return the beginning of its answer."""
    port = int(stack.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(text.encode())
        return connection.recv(100)


@pytest.mark.live
def test_the_web_server_names_routes_and_no_secrets(process_name: str, tmp_path: Path) -> None:
    with running_stack(process_name, tmp_path) as stack:
        connection = http.client.HTTPConnection(stack.address.removeprefix("http://"), timeout=10)
        others = {"-": ("GET", f"/nowhere/{TOKEN}"), "/members": ("GET", f"/members?q={TOKEN}")}
        asked = secret_addresses(stack.app) | others
        for method, address in asked.values():
            headers = {"Referer": f"{stack.address}/e/{TOKEN}", "User-Agent": TOKEN, "Cookie": f"visit={TOKEN}"}
            connection.request(method, f"/fr{address}", headers=headers)
            connection.getresponse().read()
        connection.close()
        assert b"400" in send(stack, f"GET /e/{TOKEN} HTTP/x\r\n\r\n")
        assert b"400" in send(stack, f"GET /e/{TOKEN} HTTP/1.1\r\nBad Header {TOKEN}\r\n\r\n")
        logs = stack.logs()

    for pattern, (method, _address) in asked.items():
        assert f'"{method} {pattern} HTTP/1.1"' in logs
    assert '"GET - HTTP/1.1" 404' in logs
    assert "Invalid request" in logs
    assert TOKEN not in logs
    assert "127.0.0.1 -" not in logs
    assert "ip=" not in logs
