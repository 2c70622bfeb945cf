from datetime import timedelta

from sqlalchemy import select

from nswp_members.core.db import session, today
from nswp_members.governance import tasks
from nswp_members.notices.models import Notice
from tests.factories import run_task
from tests.governance.conftest import make_term


def test_the_clock_writes_each_letter_once_and_it_names_nothing(app, hints):
    term = make_term(ends_on=today() + timedelta(days=80))

    run_task(tasks.remind)
    run_task(tasks.remind)

    notice = session.scalars(select(Notice).where(Notice.kind == "seat_term_ends")).one()
    assert notice.person_id == term.person_id
    assert notice.params == {}
    assert hints == [("notices.deliver", ())]
