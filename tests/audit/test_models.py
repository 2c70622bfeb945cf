import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from nswp_members.audit import services
from nswp_members.core.db import session
from tests.audit.conftest import lines


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'nothing.happened'",
        "UPDATE audit_entries SET action = 'nothing.happened' WHERE false",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "TRUNCATE audit_entries CASCADE",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(app, statement):
    services.record("tests.did", "thing", None, by=None)
    session.commit()

    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text(statement))

    assert [one.action for one in lines()] == ["tests.did"]


def test_the_database_refuses_a_number_of_one_s_own(app):
    with pytest.raises(DBAPIError, match="identity"), session.begin_nested():
        session.execute(
            text(
                "INSERT INTO audit_entries (id, at, capacity, action, subject_type, details) "
                "VALUES (1, now(), '', 'a.b', 'c', '{}')"
            )
        )
