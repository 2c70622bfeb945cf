"""A complaint about an organisation, in the hands of one of two colleagues."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, current_app

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role
from nswp_members.complaints import services
from nswp_members.complaints.models import Complaint
from nswp_members.complaints.services import Deadlines, NewComplaint
from nswp_members.core.db import session, today
from nswp_members.organisations.models import Organisation
from tests.factories import make_organisation, make_role

Make = Callable[..., Complaint]


@pytest.fixture
def handler(app: Flask) -> Person:
    return make_role(Role.MEMBERSHIP)


@pytest.fixture
def colleague(app: Flask) -> Person:
    return make_role(Role.ADMINISTRATOR)


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    return make_organisation(name="Lantern House")


@pytest.fixture
def deadlines(app: Flask) -> Deadlines:
    return Deadlines.of(app.config)


@pytest.fixture
def make(handler: Person) -> Make:
    def register(**values: Any) -> Complaint:
        given = {
            "kind": "conduct",
            "received_on": today(),
            "received_via": "email",
            "about": "The chair",
            "complainant_name": "A neighbour",
            "complainant_contact": "By post",
            "summary": "Shouted at a meeting",
        } | values
        by = given.pop("by", handler)
        made = services.register(NewComplaint(**given), by=by.id, deadlines=Deadlines.of(current_app.config))
        session.commit()
        return made

    return register


@pytest.fixture
def complaint(make: Make, organisation: Organisation) -> Complaint:
    return make(about_organisation_id=organisation.id)
