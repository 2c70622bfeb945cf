"""Reading how far the steps of a profile are, and what a person typed there without saving."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.organisations.models import ProfileDraft
from nswp_members.organisations.steps import STEP_FIELDS, step_of, steps_for
from nswp_members.organisations.visibility import Profile


@dataclass(frozen=True)
class StepState:
    """One step: its key, whether anything is filled in it, and whether the viewer has text there that is not saved."""

    key: str
    filled: bool
    unsaved: bool


def draft_of(organisation_id: UUID, person_id: UUID | None, step: str) -> list[tuple[str, str]]:
    """Return the (name, value) pairs that a person typed in a step and has not saved; empty if there are none."""
    statement = select(ProfileDraft.data).where(
        ProfileDraft.organisation_id == organisation_id,
        ProfileDraft.person_id == person_id,
        ProfileDraft.step == step,
    )
    return [(name, value) for name, value in session.scalar(statement) or []]


def drafted(organisation_id: UUID, person_id: UUID | None) -> set[str]:
    """Return the keys of the steps in which a person has text that is not saved."""
    statement = select(ProfileDraft.step).where(
        ProfileDraft.organisation_id == organisation_id, ProfileDraft.person_id == person_id
    )
    return set(session.scalars(statement))


def step_states(profile: Profile, drafts: Collection[str]) -> list[StepState]:
    """Return the steps that the viewer of this profile has, in their order."""
    unsaved = {step_of(key) for key in drafts}
    return [
        StepState(step, any(profile.get(field) for field in STEP_FIELDS[step]), step in unsaved)
        for step in steps_for(profile)
    ]
