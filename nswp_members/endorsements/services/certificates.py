"""Certificates: an organisation has one made, and whoever holds its code can check it."""

from uuid import UUID

from nswp_members.audit import services as audit
from nswp_members.core.db import now, session
from nswp_members.endorsements import queries
from nswp_members.endorsements.codes import code_hash, new_code
from nswp_members.endorsements.errors import TooManyCertificates
from nswp_members.endorsements.models import Certificate, Endorsement

MOST = 50


def make_certificate(endorsement: Endorsement, *, name: str, locale: str, by: UUID) -> tuple[Certificate, str]:
    """Return a new certificate and its code, which is kept as a hash only; raises `TooManyCertificates`.

    ``name`` is the name that is printed.
    """
    if queries.certificates_count(endorsement.id) >= MOST:
        raise TooManyCertificates
    code = new_code()
    certificate = Certificate(
        endorsement_id=endorsement.id,
        code_hash=code_hash(code),
        printed_name=name,
        locale=locale,
        made_at=now(),
        made_by=by,
    )
    session.add(certificate)
    session.flush()
    audit.record("endorsements.made_certificate", "organisation", endorsement.organisation_id, by=by)
    return certificate, code
