from nswp_members.audit import services
from nswp_members.core.db import now, session
from tests.audit.conftest import lines
from tests.factories import an_id


def test_a_line_says_who_did_what_to_what_when_and_as_what(app):
    who, what = an_id(), an_id()

    services.record("tests.did", "thing", what, by=who, capacity="donor", details={"field": "name"})

    line = lines()[0]
    assert (line.person_id, line.action, line.subject_type, line.subject_id) == (who, "tests.did", "thing", what)
    assert (line.capacity, line.details) == ("donor", {"field": "name"})
    assert abs((now() - line.at).total_seconds()) < 5


def test_a_line_takes_the_capacity_that_the_request_acts_in(app):
    services.act_in("secretariat-finance")

    services.record("tests.did", "thing", None, by=None)
    services.record("tests.did", "thing", None, by=None, capacity="")

    assert [one.capacity for one in lines()] == ["secretariat-finance", ""]


def test_what_the_app_does_by_itself_has_no_capacity(app):
    services.record("tests.did", "thing", None, by=None)

    assert lines()[0].capacity == ""


def test_a_line_of_work_that_was_undone_is_undone_too(app):
    point = session.begin_nested()
    services.record("tests.did", "thing", None, by=None)

    point.rollback()

    assert lines() == []
