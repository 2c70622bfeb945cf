"""A private PostgreSQL server."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from local_stack import postgres
from local_stack.process import ServiceError


def query(server: postgres.Server, database: str, statement: str) -> object:
    engine = sqlalchemy.create_engine(server.url(database), poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        result = connection.execute(sqlalchemy.text(statement))
        return result.scalar() if result.returns_rows else None


def test_it_has_the_extensions_the_app_needs(database_server: postgres.Server) -> None:
    database_server.create_database("extensions")

    for name in ("btree_gist", "citext", "pg_trgm", "unaccent"):
        query(database_server, "extensions", f"CREATE EXTENSION {name}")

    assert query(database_server, "extensions", "SELECT lower(unaccent('Élan'))") == "elan"


def test_a_database_is_copied_from_a_template_and_dropped(database_server: postgres.Server) -> None:
    database_server.create_database("original")
    query(database_server, "original", "CREATE TABLE thing AS SELECT 7 AS number")

    database_server.create_database("copy", template="original")

    assert query(database_server, "copy", "SELECT number FROM thing") == 7
    database_server.drop_database("copy")
    database_server.drop_database("copy")
    assert not database_server.has_database("copy")
    assert database_server.has_database("original")


def test_a_database_is_not_created_twice(database_server: postgres.Server) -> None:
    database_server.create_database("once")

    with pytest.raises(psycopg.errors.DuplicateDatabase):
        database_server.create_database("once")


def test_a_database_is_lent_on_a_server_known_by_its_address(database_server: postgres.Server) -> None:
    address = database_server.url("postgres")
    database_server.create_database("lent")
    query(database_server, "lent", "CREATE TABLE left_over (number int)")

    with postgres.database(address, "lent"):
        assert query(database_server, "lent", "SELECT to_regclass('left_over')") is None

    assert not database_server.has_database("lent")


def test_data_survive_a_killed_server_in_a_long_folder_name_with_spaces(tmp_path: Path) -> None:
    folder = tmp_path / "a name, with a comma" / ("long " * 20)
    with postgres.running(folder / "data") as server:
        server.create_database("kept")
        query(server, "kept", "CREATE TABLE thing AS SELECT 7 AS number")

        server.kill()
        server.start()

        assert query(server, "kept", "SELECT number FROM thing") == 7
    with postgres.running(folder / "data") as server:
        assert query(server, "kept", "SELECT number FROM thing") == 7
    assert not server.is_running()


def test_it_listens_on_a_socket_that_only_its_owner_may_reach(database_server: postgres.Server) -> None:
    mode = database_server.socket_dir.stat().st_mode

    assert query(database_server, "postgres", "SHOW listen_addresses") == ""
    assert mode & 0o077 == 0


def test_a_pid_file_left_by_a_dead_server_does_not_stop_the_next(tmp_path: Path) -> None:
    with postgres.running(tmp_path / "data", durable=False) as server:
        server.kill()
        (tmp_path / "data" / "postmaster.pid").write_text("1\n")

        server.start()

        assert server.is_running()


def test_a_server_that_cannot_start_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with postgres.running(tmp_path / "data", durable=False):
        pass
    (tmp_path / "data" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(ServiceError, match=r"(?s)PostgreSQL ended with exit code 1.*not compatible"):
        next(postgres.running(tmp_path / "data", durable=False).gen)
