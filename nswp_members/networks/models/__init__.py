"""Networks, what moves between them and their members, and what they share."""

from nswp_members.networks.models.board import Document, Post, Readers
from nswp_members.networks.models.networks import Network, NetworkRegion
from nswp_members.networks.models.requests import (
    OBJECTION_WITHIN,
    OPEN,
    AffiliationMessage,
    AffiliationRequest,
    Move,
    State,
)

__all__ = [
    "OBJECTION_WITHIN",
    "OPEN",
    "AffiliationMessage",
    "AffiliationRequest",
    "Document",
    "Move",
    "Network",
    "NetworkRegion",
    "Post",
    "Readers",
    "State",
]
