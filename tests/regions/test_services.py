import pytest
from flask import Flask
from sqlalchemy import func, select

from nswp_members.audit.models import AuditEntry
from nswp_members.core.db import session
from nswp_members.regions import queries, services
from nswp_members.regions.errors import (
    ForcedHiddenStands,
    LiftNeedsAnother,
    LiftNotAsked,
    NotAMemberRegion,
    RiskEnded,
)
from nswp_members.regions.models import Country, RiskLevel
from tests.factories import make_organisation, make_person, make_risk


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


def test_a_mild_risk_is_lifted_by_one_person(app: Flask) -> None:
    risk, person = make_risk("MX", RiskLevel.DISCREET), make_person()

    services.ask_to_lift(risk, by=person.id)
    session.commit()

    assert queries.standing_risk("MX") is None
    assert [(one.level, one.lifted_by) for one in queries.past_risks("MX")] == [("discreet", person.id)]


def test_what_hides_a_country_is_lifted_by_two_people_only(app: Flask) -> None:
    risk, first, second = make_risk("MX"), make_person(), make_person()

    with pytest.raises(LiftNotAsked):
        services.confirm_lift(risk, by=second.id)
    services.ask_to_lift(risk, by=first.id)
    for nobody_else in (first.id, None):
        with pytest.raises(LiftNeedsAnother):
            services.confirm_lift(risk, by=nobody_else)
    assert risk.valid_until is None
    services.confirm_lift(risk, by=second.id)

    assert queries.standing_risk("MX") is None
    with pytest.raises(RiskEnded):
        services.ask_to_lift(risk, by=first.id)


def test_what_hides_a_country_does_not_end_by_something_milder(app: Flask) -> None:
    make_risk("MX")

    with pytest.raises(ForcedHiddenStands):
        services.set_risk(mexico(), RiskLevel.WATCH, reason="Better now", review_on=None, by=make_person().id)


def test_a_wish_to_lift_can_be_refused(app: Flask) -> None:
    risk, first, second = make_risk("MX"), make_person(), make_person()
    services.ask_to_lift(risk, by=first.id)

    services.keep_risk(risk, by=second.id)

    with pytest.raises(LiftNotAsked):
        services.confirm_lift(risk, by=second.id)


def test_a_new_level_replaces_the_old_and_both_stay_on_record(app: Flask) -> None:
    make_risk("MX", RiskLevel.WATCH)
    risk = make_risk("MX", RiskLevel.FORCED_HIDDEN)

    assert queries.standing_risks() == [risk]
    assert [one.level for one in queries.past_risks("MX")] == ["watch"]
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_type == "risk")).all()
    assert actions == ["regions.set_risk"] * 2
