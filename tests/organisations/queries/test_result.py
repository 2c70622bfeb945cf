from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from config import TestConfig
from local_stack import postgres
from nswp_members.accounts.viewers import ANYONE
from nswp_members.app import create_app
from nswp_members.core.db import db, session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import HidingSource, Listing
from nswp_members.organisations.queries import DirectoryFilter, DirectoryResult
from nswp_members.regions.models import RiskLevel
from tests.addresses import TEMPLATE, address_of, redis_address
from tests.factories import make_organisation, make_risk


@pytest.fixture
def lasting_app(process_name: str) -> Iterator[Flask]:
    """The app on a database in which commits last, as they do outside tests: only then is anything kept."""
    name = f"kept_{process_name}"
    with postgres.database(address_of("postgres"), name, template=TEMPLATE):
        app = create_app(TestConfig(SQLALCHEMY_DATABASE_URI=address_of(name), REDIS_URL=redis_address(process_name)))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def public_result(search: str = "") -> DirectoryResult:
    return queries.directory_result(ANYONE, DirectoryFilter(search=search), size=10)


def test_a_result_is_read_once_while_nothing_changes(lasting_app: Flask) -> None:
    make_organisation(name="River House", listing=Listing.LISTED)
    first = public_result("river")
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *details: statements.append(details[2]))

    def reading() -> int:
        statements.clear()
        assert public_result("river") == first
        return len(statements)

    # Whoever commits in another database of the server makes us read anew as well, so one try is not enough.
    numbers = [reading() for _time in range(20)]

    assert [row.name for row in first.page.rows] == ["River House"]
    assert min(numbers) == 1


def test_who_hides_is_gone_from_results_and_suggestions_at_once(lasting_app: Flask) -> None:
    organisation = make_organisation(name="River House", listing=Listing.LISTED)
    assert public_result("river").facets.total == 1
    assert queries.suggestions(ANYONE, "riv") == ["River House"]

    services.hide_now(organisation, by=None, source=HidingSource.MEMBER)
    session.commit()

    assert public_result("river").page.rows == ()
    assert public_result("river").facets.total == 0
    assert queries.suggestions(ANYONE, "riv") == []


def test_a_risk_that_hides_counts_at_once(lasting_app: Flask) -> None:
    make_organisation(name="River House", country="KE", listing=Listing.LISTED)
    assert public_result().facets.total == 1

    make_risk("KE", RiskLevel.FORCED_HIDDEN)

    assert public_result().page.rows == ()


def test_a_text_of_one_sign_suggests_nothing(app: Flask) -> None:
    make_organisation(name="River House", listing=Listing.LISTED)

    assert queries.suggestions(ANYONE, "r ") == []
    assert queries.suggestions(ANYONE, "ri") == ["River House"]
