"""Endorsing a version of the statement, and taking that back."""

from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.events import publish
from nswp_members.endorsements import queries
from nswp_members.endorsements.errors import (
    AlreadyEndorsed,
    AlreadyWithdrawn,
    NoCurrentVersion,
    OrganisationInactive,
    VersionReplaced,
)
from nswp_members.endorsements.events import EndorsementGiven, EndorsementWithdrawn
from nswp_members.endorsements.models import Endorsement
from nswp_members.notices import services as notices
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

BY_MEMBER = "member"
BY_IMPORT = "import"
BY_APPLICANT = "applicant"


def endorse(
    *,
    organisation: Organisation,
    version_id: UUID,
    signatory_name: str,
    signatory_function: str,
    locale: str,
    by: UUID,
) -> Endorsement:
    """Let an organisation stand behind the current version, signed by a mandated person.

    ``locale`` is the language in which the person read the text. Raises `AlreadyEndorsed` (also if somebody is
    quicker by a millisecond), `VersionReplaced`, `NoCurrentVersion`, `OrganisationInactive`.
    """
    _require_current(version_id)
    if organisation.listing == Listing.WITHDRAWN:
        raise OrganisationInactive
    endorsement_id = _add_unless_standing(
        organisation_id=organisation.id,
        version_id=version_id,
        source=BY_MEMBER,
        locale=locale,
        signatory_id=by,
        signatory_name=signatory_name,
        signatory_function=signatory_function,
    )
    if endorsement_id is None:
        raise AlreadyEndorsed
    audit.record("endorsements.endorsed", "organisation", organisation.id, by=by)
    notices.notify(
        "endorsement_given",
        by,
        occurrence=str(endorsement_id),
        params={"organisation_id": str(organisation.id)},
    )
    publish(EndorsementGiven(endorsement_id=endorsement_id, organisation_id=organisation.id))
    return session.get_one(Endorsement, endorsement_id)


def _add_unless_standing(**values: object) -> UUID | None:
    """Add an endorsement as of now; None if one stands, or was committed a moment earlier by somebody else."""
    at = now()
    statement = insert(Endorsement).values(id=uuid4(), endorsed_on=at.date().isoformat(), recorded_at=at, **values)
    return session.scalar(
        statement.on_conflict_do_nothing(
            index_elements=["organisation_id", "version_id"],
            index_where=Endorsement.withdrawn_at.is_(None),
        ).returning(Endorsement.id)
    )


def _require_current(version_id: UUID) -> None:
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    if version.id != version_id:
        raise VersionReplaced


def withdraw(endorsement: Endorsement, *, reason: str, by: UUID) -> None:
    """End an endorsement from this moment, keeping it in the history; raises `AlreadyWithdrawn`."""
    session.refresh(endorsement, with_for_update={"of": Endorsement})
    if endorsement.withdrawn_at is not None:
        raise AlreadyWithdrawn
    endorsement.withdrawn_at = now()
    endorsement.withdrawn_by = by
    endorsement.withdrawal_reason = reason
    session.flush()
    audit.record("endorsements.withdrew", "organisation", endorsement.organisation_id, by=by)
    publish(EndorsementWithdrawn(endorsement_id=endorsement.id, organisation_id=endorsement.organisation_id))


def record_imported(organisation_id: UUID, *, endorsed_on: str) -> None:
    """Note that a member list says an organisation endorses the current version; once is enough.

    ``endorsed_on`` is a year, month or day (ISO 8601). Nothing is flushed, so that a long list stays quick.
    Raises `NoCurrentVersion`.
    """
    with session.no_autoflush:
        version = statements.current_version()
        if version is None:
            raise NoCurrentVersion
        if _is_pending(organisation_id, version) or queries.standing_endorsement(organisation_id, version.id):
            return
    endorsement = Endorsement(
        id=uuid4(),
        organisation_id=organisation_id,
        version_id=version.id,
        source=BY_IMPORT,
        endorsed_on=endorsed_on,
        recorded_at=now(),
    )
    session.add(endorsement)
    audit.record("endorsements.imported", "organisation", organisation_id, by=None)
    publish(EndorsementGiven(endorsement_id=endorsement.id, organisation_id=organisation_id))


def record_agreed(
    organisation: Organisation,
    version_id: UUID,
    *,
    locale: str,
    signatory_name: str,
    signatory_id: UUID | None,
    by: UUID | None,
    capacity: str = "",
) -> Endorsement:
    """Let what an applicant agreed to become the endorsement of the new member; raises `AlreadyEndorsed`.

    It may be a version that was replaced meanwhile: it is the one they read. ``by`` put the approval into effect.
    """
    endorsement_id = _add_unless_standing(
        organisation_id=organisation.id,
        version_id=version_id,
        source=BY_APPLICANT,
        locale=locale,
        signatory_id=signatory_id,
        signatory_name=signatory_name,
    )
    if endorsement_id is None:
        raise AlreadyEndorsed
    audit.record("endorsements.endorsed", "organisation", organisation.id, by=by, capacity=capacity)
    publish(EndorsementGiven(endorsement_id=endorsement_id, organisation_id=organisation.id))
    return session.get_one(Endorsement, endorsement_id)


def _is_pending(organisation_id: UUID, version: StatementVersion) -> bool:
    """Whether an endorsement of the organisation waits to be written in this very transaction."""
    return any(
        isinstance(one, Endorsement)
        and one.organisation_id == organisation_id
        and one.version_id == version.id
        and one.withdrawn_at is None
        for one in session.new
    )
