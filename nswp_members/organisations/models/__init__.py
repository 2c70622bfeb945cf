"""Organisations, what they say of themselves, who may see it, and the people who act for them."""

from nswp_members.organisations.models.confirming import (
    ConfirmationRequest,
    ConfirmedAs,
)
from nswp_members.organisations.models.editing import (
    ProfileDraft,
    ProfileRevision,
)
from nswp_members.organisations.models.hiding import (
    EmergencyLink,
    Hiding,
    HidingSource,
)
from nswp_members.organisations.models.people import (
    Channel,
    Contact,
    Function,
    Mandate,
    MandateOffer,
)
from nswp_members.organisations.models.profiles import (
    Affiliation,
    Audience,
    Confidential,
    FormerName,
    Listing,
    Organisation,
    ProfileText,
    RegionOverride,
    SearchText,
)
from nswp_members.organisations.models.recovery import (
    GOING,
    OPEN,
    Basis,
    HandOver,
    Recovery,
    RecoveryState,
    Side,
    Vouch,
    Witness,
)
from nswp_members.organisations.models.visibility import (
    FieldRead,
    VisibilityEpoch,
)

__all__ = [
    "GOING",
    "OPEN",
    "Affiliation",
    "Audience",
    "Basis",
    "Channel",
    "Confidential",
    "ConfirmationRequest",
    "ConfirmedAs",
    "Contact",
    "EmergencyLink",
    "FieldRead",
    "FormerName",
    "Function",
    "HandOver",
    "Hiding",
    "HidingSource",
    "Listing",
    "Mandate",
    "MandateOffer",
    "Organisation",
    "ProfileDraft",
    "ProfileRevision",
    "ProfileText",
    "Recovery",
    "RecoveryState",
    "RegionOverride",
    "SearchText",
    "Side",
    "VisibilityEpoch",
    "Vouch",
    "Witness",
]
