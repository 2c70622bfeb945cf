from flask import Flask

from nswp_members.accounts.viewers import Role
from nswp_members.organisations import queries
from tests.factories import make_mandate, make_organisation, make_role, viewer_of


def test_a_step_is_filled_empty_or_has_text_that_is_not_saved(app: Flask) -> None:
    organisation = make_organisation(acronym="A", city="Mombasa")
    profile = queries.profile_of(viewer_of(make_mandate(organisation, "edit")), organisation)

    states = queries.step_states(profile, {"work", "texts-fr"})

    assert [(one.key, one.filled, one.unsaved) for one in states] == [
        ("names", True, False),
        ("about", False, False),
        ("work", False, True),
        ("reach", True, False),
        ("texts", False, True),
    ]


def test_a_step_that_holds_nothing_for_the_viewer_is_left_out(app: Flask) -> None:
    organisation = make_organisation(city="Mombasa", texts={"en": {"people": "P"}})
    organisation.audiences = {"texts": "us", "city": "us"}
    profile = queries.profile_of(viewer_of(make_role(Role.MEMBERSHIP)), organisation)

    states = queries.step_states(profile, set())

    assert [(one.key, one.filled) for one in states] == [
        ("names", False),
        ("about", False),
        ("work", False),
        ("reach", False),
    ]
