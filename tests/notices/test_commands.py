from nswp_members.core.db import session
from nswp_members.notices.models import State
from tests.notices.conftest import invite


def test_notices_are_delivered_by_hand(app, sink):
    invite()

    result = app.test_cli_runner().invoke(args=["notices", "deliver"])

    assert result.output == "sent 1\n"
    assert len(sink.messages) == 1
    assert app.test_cli_runner().invoke(args=["notices", "deliver"]).output == "nothing is due\n"


def test_the_sweep_tells_what_it_found(app):
    result = app.test_cli_runner().invoke(args=["notices", "sweep"])

    assert result.output == "returned 0, resent 0, uncertain 0, resets 0\n"


def test_the_status_adds_up(app):
    invite()
    invite().state = State.SENT
    session.commit()

    result = app.test_cli_runner().invoke(args=["notices", "status"])

    lines = dict(line.split(None, 1) for line in result.output.splitlines())
    assert (lines["pending"], lines["sent"], lines["chosen"]) == ("1", "1", "2")
