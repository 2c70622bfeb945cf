"""Endorsements that came on paper: one person enters them with a scan, another compares and lets them count."""

from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.core.documents import SafeFile
from nswp_members.endorsements import queries
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.errors import AlreadyEndorsed, PaperSettled, PaperWaits, SamePerson
from nswp_members.endorsements.models import PaperEndorsement, PaperState
from nswp_members.endorsements.services.endorsing import BY_PAPER, Signature, add_endorsement
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion


def enter_paper(
    organisation: Organisation,
    version: StatementVersion,
    signature: Signature,
    scan: SafeFile,
    *,
    endorsed_on: str,
    by: UUID,
) -> PaperEndorsement:
    """Enter what a paper says, to be compared by somebody else; raises `AlreadyEndorsed`, `PaperWaits`."""
    if queries.standing_endorsement(organisation.id, version.id):
        raise AlreadyEndorsed
    paper = PaperEndorsement(
        id=uuid4(),
        organisation_id=organisation.id,
        version_id=version.id,
        endorsed_on=endorsed_on,
        locale=signature.locale,
        signatory_name=signature.name,
        signatory_function=signature.function,
        mandate=signature.mandate,
        may_count=signature.consents.count,
        may_name=signature.consents.name,
        may_name_signatory=signature.consents.signatory,
        extension=scan.extension,
        entered_at=now(),
        entered_by=by,
    )
    paper.content = scan.data
    try:
        with session.begin_nested():
            session.add(paper)
            session.flush()
    except IntegrityError as error:
        raise PaperWaits from error
    audit.record("endorsements.entered_paper", "organisation", organisation.id, by=by)
    return paper


def accept_paper(paper: PaperEndorsement, *, by: UUID) -> None:
    """Let a paper count; raises `SamePerson`, `PaperSettled`, `AlreadyEndorsed`."""
    _settle(paper, PaperState.ACCEPTED, by)
    endorsement = add_endorsement(
        paper.organisation_id,
        paper.version_id,
        Signature(
            name=paper.signatory_name,
            function=paper.signatory_function,
            mandate=paper.mandate,
            locale=paper.locale,
            consents=Consents(paper.may_count, paper.may_name, paper.may_name_signatory),
        ),
        source=BY_PAPER,
        signatory_id=None,
        by=by,
        endorsed_on=paper.endorsed_on,
    )
    paper.endorsement_id = endorsement.id
    audit.record("endorsements.accepted_paper", "organisation", paper.organisation_id, by=by)


def refuse_paper(paper: PaperEndorsement, *, reason: str, by: UUID) -> None:
    """Say why a paper does not count; raises `SamePerson`, `PaperSettled`."""
    _settle(paper, PaperState.REFUSED, by)
    paper.refusal = reason
    audit.record("endorsements.refused_paper", "organisation", paper.organisation_id, by=by)


def _settle(paper: PaperEndorsement, state: PaperState, by: UUID) -> None:
    session.refresh(paper, with_for_update={"of": PaperEndorsement})
    if paper.state != PaperState.WAITING:
        raise PaperSettled
    if paper.entered_by == by:
        raise SamePerson
    paper.state = state
    paper.settled_at = now()
    paper.settled_by = by
