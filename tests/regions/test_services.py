import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.regions import queries, services
from nswp_members.regions.errors import NotAMemberRegion
from nswp_members.regions.models import Country
from tests.factories import make_organisation, make_person


def mexico() -> Country:
    country = queries.country("MX")
    assert country is not None
    return country


def test_all_countries_and_five_member_regions_are_there(app: Flask) -> None:
    assert session.scalar(select(func.count()).select_from(Country)) == 250
    assert len(queries.member_regions()) == 5
    assert "global" not in {region.code for region in queries.member_regions()}


def test_syncing_again_keeps_what_the_secretariat_decided(app: Flask) -> None:
    services.change_default(mexico(), "north-america-caribbean", is_provisional=False, by=None)
    session.commit()

    services.sync()
    session.commit()

    assert mexico().region_code == "north-america-caribbean"


def test_a_new_default_affects_new_organisations_only(app: Flask) -> None:
    old = make_organisation(name="Old", country="MX")

    services.change_default(mexico(), "north-america-caribbean", is_provisional=False, by=None)
    session.commit()
    new = make_organisation(name="New", country="MX")

    assert old.region_code == "latin-america"
    assert new.region_code == "north-america-caribbean"


def test_a_change_leaves_a_line_in_the_trail(app: Flask) -> None:
    person = make_person()

    services.change_default(mexico(), "europe", is_provisional=True, by=person.id, capacity="role:x")
    session.flush()

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "regions.changed_default")).one()
    assert entry.details == {"country": "MX", "before": "latin-america", "after": "europe"}
    assert (entry.person_id, entry.capacity) == (person.id, "role:x")


@pytest.mark.parametrize("code", ["global", "middle-east", "nowhere", ""])
def test_a_country_belongs_to_a_member_region(app: Flask, code: str) -> None:
    with pytest.raises(NotAMemberRegion):
        services.change_default(mexico(), code, is_provisional=False, by=None)
