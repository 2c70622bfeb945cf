"""Endorsing a version of the statement, and taking that back; see `answering` for what else one can say."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.documents import SafeFile
from nswp_members.core.events import publish
from nswp_members.endorsements import queries
from nswp_members.endorsements.consents import NONE, Consents
from nswp_members.endorsements.errors import (
    AlreadyEndorsed,
    AlreadyWithdrawn,
    NoCurrentVersion,
    OrganisationInactive,
    VersionReplaced,
    WordsCorrected,
)
from nswp_members.endorsements.events import EndorsementGiven, EndorsementWithdrawn
from nswp_members.endorsements.history import Act
from nswp_members.endorsements.models import Endorsement, MandateFile
from nswp_members.endorsements.services.history import add_line, hold
from nswp_members.notices import services as notices
from nswp_members.organisations.models import Listing, Organisation
from nswp_members.organisations.services import see_less
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

BY_MEMBER = "member"
BY_IMPORT = "import"
BY_APPLICANT = "applicant"
BY_PAPER = "paper"


@dataclass(frozen=True)
class Signature:
    """Who signs, on whose decision, what may be said of it, and in which language the version was read.

    ``mandate`` says who in the organisation decided and when; ``file`` may prove it. ``translation_id`` is the revision
    that was read, where that is known.
    """

    name: str
    function: str = ""
    mandate: str = ""
    locale: str = "en"
    consents: Consents = NONE
    file: SafeFile | None = None
    translation_id: UUID | None = None


def endorse(organisation: Organisation, version_id: UUID, signature: Signature, *, by: UUID) -> Endorsement:
    """Let an organisation stand behind the current version, signed by a mandated person.

    Raises `AlreadyEndorsed` (also if somebody is quicker by a millisecond), `VersionReplaced`, `WordsCorrected`,
    `NoCurrentVersion`, `OrganisationInactive`.
    """
    _require_current(version_id, signature)
    if organisation.listing == Listing.WITHDRAWN:
        raise OrganisationInactive
    endorsement = add_endorsement(
        organisation.id, version_id, signature, source=BY_MEMBER, signatory_id=by, by=by, endorsed_on=None
    )
    audit.record("endorsements.endorsed", "organisation", organisation.id, by=by)
    notices.notify(
        "endorsement_given",
        by,
        occurrence=str(endorsement.id),
        params={"organisation_id": str(organisation.id)},
    )
    return endorsement


def add_endorsement(
    organisation_id: UUID,
    version_id: UUID,
    signature: Signature,
    *,
    source: str,
    signatory_id: UUID | None,
    by: UUID | None,
    endorsed_on: str | None,
) -> Endorsement:
    """Add the one standing endorsement of an organisation and a version, with its line; raises `AlreadyEndorsed`.

    ``endorsed_on`` is a year, a month or a day (ISO 8601), today if it is None.
    """
    hold(organisation_id, version_id)
    at = now()
    version = session.get_one(StatementVersion, version_id)
    translation = statements.translation_in(version, signature.locale)
    values: dict[str, Any] = _as_columns(signature) | {
        "id": uuid4(),
        "organisation_id": organisation_id,
        "version_id": version_id,
        "source": source,
        "endorsed_on": endorsed_on or at.date().isoformat(),
        "recorded_at": at,
        "locale": translation.locale if translation else signature.locale,
        "translation_id": translation.id if translation else None,
        "signatory_id": signatory_id,
    }
    endorsement_id = _add_unless_standing(values)
    if signature.file:
        _keep_proof(endorsement_id, signature.file)
    add_line(
        organisation_id,
        version_id,
        Act.ENDORSED,
        by=by,
        source=source,
        endorsement_id=endorsement_id,
        translation_id=values["translation_id"],
        consents=signature.consents,
    )
    publish(EndorsementGiven(endorsement_id=endorsement_id, organisation_id=organisation_id))
    return session.get_one(Endorsement, endorsement_id)


def _as_columns(signature: Signature) -> dict[str, Any]:
    """Return the columns that keep what was signed."""
    return {
        "signatory_name": signature.name or None,
        "signatory_function": signature.function or None,
        "mandate": signature.mandate or None,
        "may_count": signature.consents.count,
        "may_name": signature.consents.name,
        "may_name_signatory": signature.consents.signatory,
    }


def _add_unless_standing(values: dict[str, Any]) -> UUID:
    """Add the row unless one stands already; raises `AlreadyEndorsed`."""
    endorsement_id: UUID | None = session.scalar(
        insert(Endorsement)
        .values(values)
        .on_conflict_do_nothing(
            index_elements=["organisation_id", "version_id"],
            index_where=Endorsement.withdrawn_at.is_(None),
        )
        .returning(Endorsement.id)
    )
    if endorsement_id is None:
        raise AlreadyEndorsed
    return endorsement_id


def _keep_proof(endorsement_id: UUID, file: SafeFile) -> None:
    """Keep the file that shows who decided."""
    proof = MandateFile(id=uuid4(), endorsement_id=endorsement_id, extension=file.extension, added_at=now())
    proof.content = file.data
    session.add(proof)


def _require_current(version_id: UUID, signature: Signature) -> None:
    """Refuse a version, or a revision of its words, that is not the newest any more."""
    version = statements.current_version()
    if version is None:
        raise NoCurrentVersion
    if version.id != version_id:
        raise VersionReplaced
    newest = statements.translation_in(version, signature.locale)
    if signature.translation_id and newest and newest.id != signature.translation_id:
        raise WordsCorrected


def withdraw(endorsement: Endorsement, *, reason: str, by: UUID) -> None:
    """End an endorsement from this moment, keeping it in the history; raises `AlreadyWithdrawn`."""
    hold(endorsement.organisation_id, endorsement.version_id)
    session.refresh(endorsement, with_for_update={"of": Endorsement})
    if endorsement.withdrawn_at is not None:
        raise AlreadyWithdrawn
    endorsement.withdrawn_at = now()
    endorsement.withdrawn_by = by
    endorsement.withdrawal_reason = reason
    see_less()
    add_line(
        endorsement.organisation_id,
        endorsement.version_id,
        Act.WITHDRAWN,
        by=by,
        source=BY_MEMBER,
        endorsement_id=endorsement.id,
        note=reason,
    )
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
    add_line(organisation_id, version.id, Act.ENDORSED, by=None, source=BY_IMPORT, endorsement_id=endorsement.id)
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
    endorsement = add_endorsement(
        organisation.id,
        version_id,
        Signature(name=signatory_name, locale=locale),
        source=BY_APPLICANT,
        signatory_id=signatory_id,
        by=by,
        endorsed_on=None,
    )
    audit.record("endorsements.endorsed", "organisation", organisation.id, by=by, capacity=capacity)
    return endorsement


def _is_pending(organisation_id: UUID, version: StatementVersion) -> bool:
    """Whether an endorsement of the organisation waits to be written in this very transaction."""
    return any(
        isinstance(one, Endorsement)
        and one.organisation_id == organisation_id
        and one.version_id == version.id
        and one.withdrawn_at is None
        for one in session.new
    )
