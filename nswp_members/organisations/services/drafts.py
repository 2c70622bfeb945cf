"""Keeping for one person what they typed into a profile and have not saved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import and_, delete, exists, not_, or_
from sqlalchemy.dialects.postgresql import insert

from nswp_members.accounts.models import RoleAssignment
from nswp_members.core.db import now, session
from nswp_members.organisations.models import Function, Mandate, Organisation, ProfileDraft
from nswp_members.organisations.visibility import ALL_SEEING

KEPT_FOR = timedelta(days=30)


def keep_draft(organisation: Organisation, step: str, pairs: Sequence[tuple[str, str]], *, by: UUID) -> None:
    """Keep what a person typed in a step, in place of what was kept before."""
    new = {"data": [list(pair) for pair in pairs], "updated_at": now()}
    statement = insert(ProfileDraft).values(id=uuid4(), organisation_id=organisation.id, person_id=by, step=step, **new)
    session.execute(statement.on_conflict_do_update(index_elements=["organisation_id", "person_id", "step"], set_=new))


def discard_draft(organisation: Organisation, step: str, *, by: UUID) -> None:
    """Forget what a person typed in a step."""
    session.execute(
        delete(ProfileDraft).where(
            ProfileDraft.organisation_id == organisation.id,
            ProfileDraft.person_id == by,
            ProfileDraft.step == step,
        )
    )


def forget_drafts_of(person_id: UUID, *, organisation_id: UUID | None = None) -> None:
    """Forget all that a person typed and did not save, in one organisation or in all."""
    statement = delete(ProfileDraft).where(ProfileDraft.person_id == person_id)
    if organisation_id is not None:
        statement = statement.where(ProfileDraft.organisation_id == organisation_id)
    session.execute(statement)


def forget_old_drafts(*, at: datetime) -> None:
    """Forget what nobody came back to, and what was typed by those who may not edit any more."""
    mandated = exists().where(
        Mandate.person_id == ProfileDraft.person_id,
        Mandate.organisation_id == ProfileDraft.organisation_id,
        Mandate.function == Function.EDIT,
        or_(Mandate.valid_until.is_(None), Mandate.valid_until > at),
    )
    assigned = exists().where(
        RoleAssignment.person_id == ProfileDraft.person_id,
        RoleAssignment.role.in_(ALL_SEEING),
        or_(RoleAssignment.valid_until.is_(None), RoleAssignment.valid_until > at),
    )
    session.execute(
        delete(ProfileDraft).where(or_(ProfileDraft.updated_at < at - KEPT_FOR, and_(not_(mandated), not_(assigned))))
    )
