from datetime import date, timedelta

import pytest
from flask import Flask

from nswp_members.core.db import session, today
from nswp_members.networks import queries, services
from nswp_members.networks.errors import AlreadyAffiliated, ItsOwnMember, RegionsMissing, WrongDates
from tests.factories import affiliate, make_network, make_organisation


def test_an_organisation_becomes_a_network_of_several_regions(app: Flask) -> None:
    organisation = make_organisation()

    services.save_network(
        organisation.id, founded_year=2005, serves={"europe": "", "asia-pacific": "Central Asia"}, by=None
    )
    session.commit()

    network = queries.network(organisation.id)
    assert network is not None
    assert network.founded_year == 2005
    assert {one.region_code: one.part for one in network.regions} == {"europe": "", "asia-pacific": "Central Asia"}


def test_regions_are_added_changed_and_taken_away(app: Flask) -> None:
    organisation = make_network(regions=("africa", "europe"))

    services.save_network(organisation.id, founded_year=None, serves={"europe": "East", "africa": ""}, by=None)
    services.save_network(organisation.id, founded_year=None, serves={"europe": "West"}, by=None)
    session.commit()

    network = queries.network(organisation.id)
    assert network is not None
    assert [(one.region_code, one.part) for one in network.regions] == [("europe", "West")]


@pytest.mark.parametrize("serves", [{}, {"global": ""}, {"nowhere": ""}])
def test_a_network_serves_member_regions_only(app: Flask, serves: dict[str, str]) -> None:
    with pytest.raises(RegionsMissing):
        services.save_network(make_organisation().id, founded_year=None, serves=serves, by=None)


def test_a_membership_has_a_beginning_and_an_end(app: Flask) -> None:
    network, member = make_network(), make_organisation()

    affiliation = services.affiliate(network.id, member.id, valid_from=date(2020, 1, 1), by=None)
    services.end_affiliation(affiliation, valid_until=date(2021, 1, 1), by=None)
    session.commit()

    assert (affiliation.valid_from, affiliation.valid_until) == (date(2020, 1, 1), date(2021, 1, 1))
    assert queries.affiliation(network.id, member.id) is None


def test_who_left_can_come_back_and_both_times_stay_on_record(app: Flask) -> None:
    network, member = make_network(), make_organisation()
    first = services.affiliate(network.id, member.id, valid_from=None, by=None)
    services.end_affiliation(first, valid_until=date(2021, 1, 1), by=None)

    second = services.affiliate(network.id, member.id, valid_from=date(2022, 1, 1), by=None)
    session.commit()

    assert queries.affiliation(network.id, member.id) == second
    assert first.valid_until == date(2021, 1, 1)


def test_nobody_belongs_to_a_network_twice_or_to_itself(app: Flask) -> None:
    network, member = make_network(), make_organisation()
    affiliate(network, member)

    with pytest.raises(AlreadyAffiliated):
        services.affiliate(network.id, member.id, valid_from=None, by=None)
    with pytest.raises(ItsOwnMember):
        services.affiliate(network.id, network.id, valid_from=None, by=None)


def test_days_in_the_future_or_before_the_beginning_are_refused(app: Flask) -> None:
    network, member = make_network(), make_organisation()
    tomorrow = today() + timedelta(days=1)

    with pytest.raises(WrongDates):
        services.affiliate(network.id, member.id, valid_from=tomorrow, by=None)
    affiliation = services.affiliate(network.id, member.id, valid_from=date(2020, 1, 1), by=None)
    for day in (tomorrow, date(2019, 12, 31)):
        with pytest.raises(WrongDates):
            services.end_affiliation(affiliation, valid_until=day, by=None)
