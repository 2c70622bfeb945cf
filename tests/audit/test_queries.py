from datetime import timedelta

import pytest

from nswp_members.audit import services
from nswp_members.audit.queries import TrailFilter, entries
from nswp_members.core.db import now
from tests.factories import an_id

WHO, WHAT = an_id(), an_id()


@pytest.fixture
def trail(app):
    """Write three lines."""
    services.record("tests.signed_in", "person", WHO, by=WHO)
    services.record("tests.edited", "organisation", WHAT, by=WHO)
    services.record("tests_like.did", "thing", None, by=None)


def actions(wanted, **page):
    return [one.action.partition(".")[2] for one in entries(wanted, **{"limit": 9, **page})]


@pytest.mark.usefixtures("trail")
def test_the_newest_line_comes_first():
    assert actions(TrailFilter(action="tests")) == ["did", "edited", "signed_in"]


@pytest.mark.usefixtures("trail")
def test_lines_are_found_by_what_is_asked_for():
    assert actions(TrailFilter(action="tests.s")) == ["signed_in"]
    assert actions(TrailFilter(action="tests_")) == ["did"]
    assert actions(TrailFilter(action="%")) == []
    assert actions(TrailFilter(subject_id=WHAT)) == ["edited"]
    assert actions(TrailFilter(subject_type="person")) == ["signed_in"]
    assert actions(TrailFilter(person_id=WHO)) == ["edited", "signed_in"]


@pytest.mark.usefixtures("trail")
def test_lines_are_found_by_their_time():
    soon, before = now() + timedelta(minutes=1), now() - timedelta(minutes=1)

    assert len(actions(TrailFilter(action="tests", since=before, until=soon))) == 3
    assert actions(TrailFilter(action="tests", since=soon)) == []
    assert actions(TrailFilter(action="tests", until=before)) == []


@pytest.mark.usefixtures("trail")
def test_pages_meet_without_gap_or_overlap():
    first = entries(TrailFilter(action="tests"), limit=2)

    assert actions(TrailFilter(action="tests"), before=first[-1].id) == ["signed_in"]
