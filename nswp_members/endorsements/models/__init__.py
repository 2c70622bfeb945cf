"""Endorsements, their history, what is on paper, and requests to endorse."""

from nswp_members.endorsements.models.endorsements import Endorsement, EndorsementEvent
from nswp_members.endorsements.models.papers import Certificate, MandateFile, PaperEndorsement, PaperState
from nswp_members.endorsements.models.requests import EndorsementRequest, RequestRecipient

__all__ = [
    "Certificate",
    "Endorsement",
    "EndorsementEvent",
    "EndorsementRequest",
    "MandateFile",
    "PaperEndorsement",
    "PaperState",
    "RequestRecipient",
]
