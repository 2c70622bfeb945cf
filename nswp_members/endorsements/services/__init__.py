"""Every write to the statement, to endorsements and to requests to endorse."""

from nswp_members.endorsements.services.asking import ask_to_endorse
from nswp_members.endorsements.services.endorsing import endorse, record_agreed, record_imported, withdraw
from nswp_members.endorsements.services.figures import frozen_coverage

__all__ = [
    "ask_to_endorse",
    "endorse",
    "frozen_coverage",
    "record_agreed",
    "record_imported",
    "withdraw",
]
