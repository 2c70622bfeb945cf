from datetime import timedelta

from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.core.db import now, session
from nswp_members.organisations import queries, services
from nswp_members.organisations.models import Mandate
from tests.factories import make_mandate, make_organisation, make_person


def test_one_capacity_for_each_organisation_holds_all_functions(app: Flask) -> None:
    first, second = make_organisation(name="Alpha"), make_organisation(name="Beta")
    person = make_mandate(first, "read", "edit")
    make_mandate(second, "endorse", person=person)

    capacities = queries.mandate_capacities(person.id, now())

    assert [(one.label, one.functions) for one in capacities] == [
        ("Alpha", {"read", "edit"}),
        ("Beta", {"endorse"}),
    ]
    assert capacities[0].key == f"organisation:{first.id}"
    assert capacities[0].role == Role.ORGANISATION
    assert capacities[0].organisation_id == first.id


def test_an_ended_mandate_gives_no_capacity(app: Flask) -> None:
    person = make_mandate(make_organisation(), "read")
    mandate = session.query(Mandate).filter_by(person_id=person.id).one()
    services.end_mandate(mandate, by=None)
    session.commit()

    assert queries.mandate_capacities(person.id, now()) == []


def test_a_mandate_of_tomorrow_gives_no_capacity_yet(app: Flask) -> None:
    person = make_mandate(make_organisation(), "read")

    assert queries.mandate_capacities(person.id, now() - timedelta(hours=1)) == []


def test_endorsing_people_are_those_with_the_right_in_force(app: Flask) -> None:
    organisation = make_organisation()
    signatory = make_mandate(organisation, "endorse")
    make_mandate(organisation, "edit")

    found = queries.endorsing_people([organisation.id], now())

    assert found == {organisation.id: [signatory]}


def test_the_last_editor_is_known(app: Flask) -> None:
    organisation = make_organisation()
    make_mandate(organisation, "edit", "read")
    mandates = {one.function: one for one in queries.mandates_of(organisation.id)}

    assert queries.is_last_editor(mandates["edit"], at=now())
    assert not queries.is_last_editor(mandates["read"], at=now())

    make_mandate(organisation, "edit", person=make_person())
    assert not queries.is_last_editor(mandates["edit"], at=now())
