"""Finding papers, certificates, and what proves a mandate."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from nswp_members.core.db import session
from nswp_members.endorsements.codes import code_hash
from nswp_members.endorsements.models import Certificate, Endorsement, MandateFile, PaperEndorsement, PaperState
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.visibility import closed


def papers_page(*, offset: int, limit: int) -> list[PaperEndorsement]:
    """Return papers, those that wait first, then the newest."""
    statement = (
        select(PaperEndorsement)
        .options(joinedload(PaperEndorsement.organisation), joinedload(PaperEndorsement.version))
        .order_by(
            (PaperEndorsement.state != PaperState.WAITING), PaperEndorsement.entered_at.desc(), PaperEndorsement.id
        )
    )
    return list(session.scalars(statement.offset(offset).limit(limit)))


def paper_by_id(paper_id: UUID) -> PaperEndorsement | None:
    """Return the paper with this id."""
    statement = select(PaperEndorsement).where(PaperEndorsement.id == paper_id)
    return session.scalar(
        statement.options(joinedload(PaperEndorsement.organisation), joinedload(PaperEndorsement.version))
    )


def papers_waiting(person_id: UUID | None) -> int:
    """Return how many papers wait for this person to compare them: those that somebody else entered."""
    statement = select(func.count()).select_from(PaperEndorsement)
    statement = statement.where(PaperEndorsement.state == PaperState.WAITING, PaperEndorsement.entered_by != person_id)
    return session.scalar(statement) or 0


def mandate_file(endorsement_id: UUID) -> MandateFile | None:
    """Return what proves the mandate of an endorsement."""
    return session.scalar(select(MandateFile).where(MandateFile.endorsement_id == endorsement_id))


def certificates_count(endorsement_id: UUID) -> int:
    """Return how many certificates were made for an endorsement."""
    statement = select(func.count()).select_from(Certificate)
    return session.scalar(statement.where(Certificate.endorsement_id == endorsement_id)) or 0


def valid_certificate(code: str) -> Certificate | None:
    """Return the certificate of a code while its endorsement stands and its organisation neither hides nor has left.

    One query, the same whether there is such a code or not.
    """
    return session.scalar(
        select(Certificate)
        .join(Endorsement, Endorsement.id == Certificate.endorsement_id)
        .join(Organisation, Organisation.id == Endorsement.organisation_id)
        .where(Certificate.code_hash == code_hash(code), Endorsement.withdrawn_at.is_(None), ~closed())
        .options(joinedload(Certificate.endorsement).joinedload(Endorsement.version))
    )
