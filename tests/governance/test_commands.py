from sqlalchemy import delete

from nswp_members.core.db import session
from nswp_members.governance import queries
from nswp_members.governance.models import BoardSeat


def test_missing_seats_are_added(app):
    session.execute(delete(BoardSeat).where(BoardSeat.code == "europe-b"))
    session.commit()

    answer = app.test_cli_runner().invoke(args=["governance", "sync"])

    assert answer.exit_code == 0, answer.output
    assert len(queries.seats()) == 11
