"""What follows from a history: by hand, and by chance against the database."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from nswp_members.core.db import now, session, today, transaction
from nswp_members.core.errors import DomainError
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.consents import NONE, Consents
from nswp_members.endorsements.history import ANSWERS, Act, Line, Position, replay
from nswp_members.endorsements.models import Endorsement
from nswp_members.organisations.models import Organisation
from tests.factories import current_version, make_organisation, make_person

KEY, OTHER = uuid4(), uuid4()
SOME = Consents(count=True, name=True)
DAY = date(2030, 1, 1)


@pytest.mark.parametrize(
    ("lines", "position"),
    [
        ([], Position()),
        ([Line(Act.INVITED)], Position(Act.INVITED)),
        ([Line(Act.SEEN), Line(Act.INVITED)], Position(Act.SEEN)),
        ([Line(Act.INVITED), Line(Act.DECLINED), Line(Act.SEEN)], Position(Act.DECLINED)),
        ([Line(Act.NEEDS_TIME, until=DAY)], Position(Act.NEEDS_TIME, until=DAY)),
        ([Line(Act.NEEDS_TIME, until=DAY), Line(Act.ENDORSED, KEY)], Position(Act.ENDORSED, KEY)),
        ([Line(Act.ENDORSED, KEY), Line(Act.ENDORSED, OTHER)], Position(Act.ENDORSED, KEY)),
        ([Line(Act.ENDORSED, KEY), Line(Act.DECLINED)], Position(Act.ENDORSED, KEY)),
        ([Line(Act.ENDORSED, KEY, SOME)], Position(Act.ENDORSED, KEY, SOME)),
        ([Line(Act.ENDORSED, KEY), Line(Act.CONSENTED, KEY, SOME)], Position(Act.ENDORSED, KEY, SOME)),
        ([Line(Act.CONSENTED, KEY, SOME)], Position()),
        ([Line(Act.ENDORSED, KEY, SOME), Line(Act.WITHDRAWN, KEY)], Position(Act.WITHDRAWN)),
        ([Line(Act.WITHDRAWN)], Position()),
        ([Line(Act.ENDORSED, KEY), Line(Act.SUPERSEDED)], Position(Act.ENDORSED, KEY, is_superseded=True)),
        (
            [Line(Act.ENDORSED, KEY), Line(Act.SUPERSEDED), Line(Act.WITHDRAWN)],
            Position(Act.WITHDRAWN, is_superseded=True),
        ),
    ],
)
def test_a_position_follows_from_the_lines(lines: list[Line], position: Position) -> None:
    assert replay(lines) == position


ACTS = st.lists(
    st.sampled_from(["invite", "see", "endorse", "decline", "wait", "consent", "withdraw", "supersede"]), max_size=12
)
CONSENTS = st.builds(Consents, st.booleans(), st.booleans(), st.just(False))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, consents=CONSENTS)
def test_what_stands_is_what_the_history_says(app: Flask, acts: list[str], consents: Consents) -> None:
    organisation, person = make_organisation(), make_person()
    version = current_version()

    for act in acts:
        try:
            with transaction():
                _act(act, organisation, person.id, consents)
        except DomainError:
            session.rollback()

    position = queries.position(organisation.id, version.id)
    standing = queries.standing_endorsement(organisation.id, version.id)
    assert position.endorsement_id == (standing.id if standing else None)
    assert position.consents == (standing.consents if standing else NONE)
    assert (position.act is Act.ENDORSED) == (standing is not None)
    found = queries.positions(version.id, now()).subquery()
    newest = session.execute(select(found.c.act).where(found.c.organisation_id == organisation.id)).scalar()
    assert newest == (position.act if position.act in ANSWERS else None)


def _act(act: str, organisation: Organisation, by: UUID, consents: Consents) -> None:
    version = current_version()
    standing = queries.standing_endorsement(organisation.id, version.id)
    acts = {
        "invite": lambda: services.note_invited([organisation.id], version.id, by=None),
        "see": lambda: services.note_seen(organisation.id, version.id, by=by),
        "endorse": lambda: services.endorse(
            organisation, version.id, services.Signature(name="Ada", consents=consents), by=by
        ),
        "decline": lambda: services.decline(organisation, version, reason="", by=by),
        "wait": lambda: services.ask_for_time(organisation, version, until=today() + timedelta(days=9), by=by),
        "consent": lambda: standing and services.change_consents(standing, consents, by=by),
        "withdraw": lambda: standing and services.withdraw(standing, reason="", by=by),
        "supersede": lambda: services.supersede(version.id),
    }
    acts[act]()


def test_an_endorsement_and_its_line_are_written_together_or_not_at_all(app: Flask) -> None:
    organisation, person = make_organisation(), make_person()
    with transaction():
        _act("endorse", organisation, person.id, NONE)

    with pytest.raises(DomainError), transaction():
        _act("endorse", organisation, person.id, NONE)

    assert [one.act for one in queries.events(organisation.id, current_version().id)] == [Act.ENDORSED]
    assert session.scalar(select(func.count()).select_from(Endorsement)) == 1
