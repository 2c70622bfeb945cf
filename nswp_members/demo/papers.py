"""An endorsement that came on paper and waits to be compared, and one that was withdrawn, so that somebody looks."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from nswp_members.core.db import session
from nswp_members.core.documents import SafeFile
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.models import Endorsement
from nswp_members.membership.models import MembershipTerm
from nswp_members.organisations.models import Organisation
from nswp_members.statements import queries as statements

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def show_papers(by_name: Mapping[str, Organisation], people: Mapping[str, UUID]) -> None:
    """Enter a paper for the first organisation that has not endorsed; let the last endorsing member withdraw."""
    version = statements.current_version()
    if version is None:
        return
    waiting = next(one for one in by_name.values() if not queries.standing_endorsement(one.id, version.id))
    services.enter_paper(
        waiting,
        version,
        services.Signature(name="Joy Example", function="Chair", mandate="General meeting, 12 May"),
        SafeFile(SCAN, "pdf"),
        endorsed_on="2014-05-12",
        by=people["colleague@example.org"],
    )
    standing = session.scalars(
        select(Endorsement)
        .join(MembershipTerm, MembershipTerm.organisation_id == Endorsement.organisation_id)
        .where(Endorsement.withdrawn_at.is_(None), MembershipTerm.valid_until.is_(None))
        .order_by(Endorsement.recorded_at.desc(), Endorsement.id)
        .limit(1)
    ).one()
    services.withdraw(standing, reason="Our members want to talk about it again.", by=people["secretariat@example.org"])
    session.flush()
