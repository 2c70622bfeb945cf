"""Organisations, what they say of themselves, who may see it, and the people who act for them."""

from nswp_members.organisations.models.access import AccessCode, AccessGrant, AccessLevel, AccessState
from nswp_members.organisations.models.categories import MembershipCategory
from nswp_members.organisations.models.confirming import ConfirmationRequest, ConfirmedAs
from nswp_members.organisations.models.editing import ProfileDraft, ProfileRevision
from nswp_members.organisations.models.hiding import EmergencyLink, Hiding, HidingSource
from nswp_members.organisations.models.kinds import Kind, Population
from nswp_members.organisations.models.people import Channel, Contact, Function, Mandate, MandateOffer
from nswp_members.organisations.models.pictures import Picture, PictureKind
from nswp_members.organisations.models.profiles import (
    Affiliation,
    Audience,
    Confidential,
    FormerName,
    Listing,
    Organisation,
    ProfileText,
    RegionOverride,
)
from nswp_members.organisations.models.proposals import (
    IdentityField,
    IdentityValue,
    Proposal,
    ProposalMessage,
    ProposalState,
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
from nswp_members.organisations.models.search import SavedSearch, SearchedField, SearchText
from nswp_members.organisations.models.visibility import FieldRead, VisibilityEpoch

__all__ = [
    "GOING",
    "OPEN",
    "AccessCode",
    "AccessGrant",
    "AccessLevel",
    "AccessState",
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
    "IdentityField",
    "IdentityValue",
    "Kind",
    "Listing",
    "Mandate",
    "MandateOffer",
    "MembershipCategory",
    "Organisation",
    "Picture",
    "PictureKind",
    "Population",
    "ProfileDraft",
    "ProfileRevision",
    "ProfileText",
    "Proposal",
    "ProposalMessage",
    "ProposalState",
    "Recovery",
    "RecoveryState",
    "RegionOverride",
    "SavedSearch",
    "SearchText",
    "SearchedField",
    "Side",
    "VisibilityEpoch",
    "Vouch",
    "Witness",
]
