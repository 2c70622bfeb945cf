"""Every write to endorsements, their history, papers, certificates and requests to endorse."""

from nswp_members.endorsements.services.answering import (
    ask_for_time,
    change_consents,
    decline,
    note_invited,
    note_seen,
    supersede,
)
from nswp_members.endorsements.services.asking import ask_to_endorse
from nswp_members.endorsements.services.certificates import make_certificate
from nswp_members.endorsements.services.endorsing import Signature, endorse, record_agreed, record_imported, withdraw
from nswp_members.endorsements.services.figures import frozen_coverage
from nswp_members.endorsements.services.papers import accept_paper, enter_paper, refuse_paper

__all__ = [
    "Signature",
    "accept_paper",
    "ask_for_time",
    "ask_to_endorse",
    "change_consents",
    "decline",
    "endorse",
    "enter_paper",
    "frozen_coverage",
    "make_certificate",
    "note_invited",
    "note_seen",
    "record_agreed",
    "record_imported",
    "refuse_paper",
    "supersede",
    "withdraw",
]
