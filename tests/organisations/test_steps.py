from nswp_members.organisations.audiences import POLICIES
from nswp_members.organisations.steps import PROFILE_FIELDS, STEP_FIELDS, draft_key, step_of, steps_for
from nswp_members.organisations.visibility import Profile


def test_every_field_stands_in_one_step_and_has_a_policy() -> None:
    fields = [field for names in STEP_FIELDS.values() for field in names]

    assert len(fields) == len(set(fields))
    assert set(fields) <= set(POLICIES)
    assert set(fields) - {"texts"} == set(PROFILE_FIELDS)


def test_what_is_proposed_or_decided_elsewhere_is_in_no_step() -> None:
    elsewhere = {"name", "country_code", "region_code", "category", "sex_worker_led", "listing", "contacts"}

    assert not elsewhere & set(PROFILE_FIELDS)


def test_a_viewer_has_the_steps_of_which_they_see_something() -> None:
    assert steps_for(Profile({"links": [], "acronym": ""})) == ["names", "reach"]


def test_the_key_of_a_draft_names_step_and_language() -> None:
    assert (draft_key("names"), draft_key("texts", "fr")) == ("names", "texts-fr")
    assert (step_of("names"), step_of("texts-fr")) == ("names", "texts")
