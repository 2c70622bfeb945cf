"""A private Valkey server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from local_stack import valkey


@pytest.fixture
def server(tmp_path: Path) -> Iterator[valkey.Server]:
    with valkey.running(tmp_path / 'data "quoted" folder', log=tmp_path / "valkey.log") as running:
        yield running


def test_it_comes_back_with_its_data_at_the_same_address(server: valkey.Server) -> None:
    address = server.url
    with redis.Redis.from_url(address) as client:
        client.set("colour", "red")
        server.stop()

        server.start()

        assert client.get("colour") == b"red"
    assert server.url == address


def test_clients_see_a_lost_connection_while_it_is_killed(server: valkey.Server) -> None:
    with redis.Redis.from_url(server.url) as client:
        server.kill()

        with pytest.raises(redis.ConnectionError):
            client.ping()


def test_it_forgets_everything_when_flushed(server: valkey.Server) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.set("colour", "red")

        server.flush()

        assert client.dbsize() == 0


def test_it_refuses_those_without_the_password(server: valkey.Server) -> None:
    stranger = redis.Redis(port=server.port, retry=Retry(NoBackoff(), 0))

    with stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
    assert server.password not in " ".join(server.command)
