"""What goes on among the people of the invented organisations: confirming, leaving, and getting lost."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from nswp_members.accounts import queries as accounts
from nswp_members.accounts import services as people
from nswp_members.accounts.models import Person
from nswp_members.core.db import now, session
from nswp_members.demo.people import LEAVING, LOST, MEMBER, READER, REPRESENTATIVE, UNDECIDED
from nswp_members.organisations import services as organisations
from nswp_members.organisations.models import Basis, ConfirmedAs, Organisation, Side

MONTH = timedelta(days=30)
CONFIRMED = {
    MEMBER: (14, ConfirmedAs.ORGANISATION),
    UNDECIDED: (13, ConfirmedAs.SECRETARIAT),
    "Highveld Night Forum": (2, ConfirmedAs.LINK),
    "Collectif Fleur de Sel": (5, ConfirmedAs.ORGANISATION),
    "Kauri Street Project": (20, ConfirmedAs.LINK),
}


def show_changes(by_name: Mapping[str, Organisation]) -> None:
    """Let some have confirmed long ago, one be written to, one editor hand over, and one organisation be lost."""
    for name, (months, as_) in CONFIRMED.items():
        by_name[name].confirmed_at = now() - months * MONTH
        by_name[name].confirmed_as = as_
    organisations.ask_to_confirm(by_name[UNDECIDED], by=None, lifetime=MONTH)
    _hand_over(by_name[MEMBER])
    _lose(by_name[LOST])


def _hand_over(organisation: Organisation) -> None:
    leaving, reader = _known(LEAVING), _known(READER)
    organisations.start_hand_over(
        organisation,
        reader,
        by=leaving.id,
        lifetime=MONTH,
        next_path=f"/organisations/{organisation.id}/people",
    )


def _lose(organisation: Organisation) -> None:
    """Let the only editor have closed the account, somebody ask for it, and the region vouch."""
    gone = people.ensure_person(email="gone@members.example.org", name="Former Editor")
    organisations.grant_mandate(organisation.id, gone.id, ["read", "edit"], by=None)
    gone.is_active = False
    candidate = people.ensure_person(email="candidate@members.example.org", name="Mwila Demo")
    made = organisations.start_recovery(
        organisation, candidate, note="She has kept the books for years and now speaks for the group.", by=None
    )
    organisations.vouch(
        made,
        side=Side.REGION,
        basis=Basis.CALL,
        note="We spoke on the phone last week; she spoke for them at the regional meeting.",
        by=_id_of(REPRESENTATIVE),
        wait=timedelta(days=7),
    )
    organisations.ask_recovery(
        name="Harbour voices", country_code="TZ", note="Our treasurer left with the phone.", by=_id_of(READER)
    )
    session.flush()


def _known(email: str) -> Person:
    found = accounts.person_by_email(email)
    if found is None:
        raise LookupError(email)
    return found


def _id_of(email: str) -> UUID:
    return _known(email).id
