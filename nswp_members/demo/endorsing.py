"""What organisations of the demo say of the Statement besides endorsing it, and a paper that waits to be compared."""

from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import services as accounts
from nswp_members.core.db import session, today
from nswp_members.core.documents import accepted
from nswp_members.demo.sheets import empty_sheet
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.consents import Consents
from nswp_members.endorsements.services import Signature
from nswp_members.organisations.models import Organisation
from nswp_members.statements.models import StatementVersion

ON_PAPER, LATER, NO, WITHDREW, NAMED = (
    "夜桜ネットワーク",
    "Lanterna Rossa",
    "Noua Lumină",
    "Kauri Street Project",
    "Collectif des Parapluies",
)


def show_endorsing(by_name: dict[str, Organisation], version: StatementVersion, *, colleague: UUID) -> None:
    """Let organisations say no, not yet and no more, one be named in public, and one endorse on paper."""
    signatory = accounts.ensure_person(email="signatory@members.example.org", name="Signatory Demo").id
    signature = Signature(name="Hana Demo", function="Chair", mandate="The board, in April", locale="en")
    scan = accepted(empty_sheet())
    services.enter_paper(by_name[ON_PAPER], version, signature, scan, endorsed_on="2016-04", by=colleague)
    services.ask_for_time(by_name[LATER], version, until=today() + timedelta(days=60), by=signatory)
    services.decline(by_name[NO], version, reason="Our members have not met for two years.", by=signatory)
    session.flush()
    withdrawn = queries.standing_endorsement(by_name[WITHDREW].id, version.id)
    named = queries.standing_endorsement(by_name[NAMED].id, version.id)
    if withdrawn and named:
        services.withdraw(withdrawn, reason="We work on housing only from now on.", by=signatory)
        services.change_consents(named, Consents(count=True, name=True), by=signatory)
