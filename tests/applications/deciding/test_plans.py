"""What answers become: nothing is trusted, everything is cut to its size."""

from nswp_members.applications.deciding.plans import plan_of
from tests.factories import full_answers


def test_answers_become_an_organisation() -> None:
    answers = full_answers(
        name=" Night  Bloom ", website="https://bloom.example.org", areas=["3", "1", "9"], listing="listed"
    )

    plan = plan_of(answers, locale="fr", email="Us@Example.org")

    assert (plan.name, plan.country_code, plan.wishes_listing) == ("Night Bloom", "KE", True)
    assert plan.values["priority_areas"] == [1, 3]
    assert plan.values["texts"]["fr"]["people"] == "People of the coast."
    assert plan.values["kind"] == "local"
    assert plan.is_complete


def test_everybody_is_invited_once() -> None:
    contacts = [
        {"name": "Ada", "email": "us@example.org", "locale": "ru"},
        {"name": "Bo", "email": "BO@example.org", "locale": "tlh"},
        {"name": "Nobody", "email": ""},
    ]

    plan = plan_of(full_answers(contacts=contacts), locale="es", email="us@example.org")

    assert [(one.name, one.email, one.locale) for one in plan.invited] == [
        ("Ada", "us@example.org", "ru"),
        ("Bo", "bo@example.org", "es"),
    ]
    assert [one.name for one in plan.contacts] == ["Ada", "Bo", "Nobody"]


def test_safe_ways_to_reach_people_are_kept() -> None:
    contact = {"name": "Ada", "email": "", "safe_channel": "phone", "safe_note": "After six"}

    plan = plan_of(full_answers(contacts=[contact]), locale="en", email=None)

    assert (plan.contacts[0].safe_channel, plan.contacts[0].safe_note) == ("phone", "After six")
    assert plan.invited == ()


def test_answers_of_a_wrong_shape_are_left_out() -> None:
    answers = {"name": ["x"], "country": None, "contacts": "nobody", "areas": "1", "kind": "invented", "people": 3}

    plan = plan_of(answers, locale="en", email=None)

    assert not plan.is_complete
    assert plan.values["kind"] is None
    assert plan.values["priority_areas"] == []
    assert plan.values["texts"] == {}
