"""The steps in which a profile is edited: which fields stand in which, and which of them a viewer has."""

from nswp_members.organisations.visibility import Profile

NAMES, ABOUT, WORK, REACH, TEXTS = "names", "about", "work", "reach", "texts"
STEP_FIELDS: dict[str, tuple[str, ...]] = {
    NAMES: ("acronym", "transliteration", "former_names"),
    ABOUT: ("kind", "registration", "host_name"),
    WORK: ("languages", "populations", "priority_areas"),
    REACH: ("website", "links", "public_email", "city"),
    TEXTS: ("texts",),
}
PROFILE_FIELDS = tuple(field for step, fields in STEP_FIELDS.items() if step != TEXTS for field in fields)


def steps_for(profile: Profile) -> list[str]:
    """Return the steps in which the viewer of this profile sees at least one field, in their order."""
    return [step for step, fields in STEP_FIELDS.items() if any(field in profile for field in fields)]


def draft_key(step: str, locale: str = "") -> str:
    """Return under which key a draft of this step is kept: "names", "texts-fr"."""
    return f"{step}-{locale}" if locale else step


def step_of(key: str) -> str:
    """Return the step that a draft's key belongs to."""
    return key.partition("-")[0]
