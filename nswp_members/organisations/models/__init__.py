"""Organisations, what they say of themselves, who may see it, and the people who act for them."""

from nswp_members.organisations.models.editing import (
    ProfileDraft,
    ProfileRevision,
)
from nswp_members.organisations.models.hiding import (
    EmergencyLink,
    Hiding,
    HidingSource,
)
from nswp_members.organisations.models.kinds import (
    Category,
    Kind,
    Population,
)
from nswp_members.organisations.models.people import (
    Channel,
    Contact,
    Function,
    Mandate,
    MandateOffer,
)
from nswp_members.organisations.models.pictures import (
    Picture,
    PictureKind,
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
)
from nswp_members.organisations.models.proposals import (
    IdentityField,
    IdentityValue,
    Proposal,
    ProposalMessage,
    ProposalState,
)
from nswp_members.organisations.models.search import (
    SavedSearch,
    SearchedField,
    SearchText,
)
from nswp_members.organisations.models.visibility import (
    FieldRead,
    VisibilityEpoch,
)

__all__ = [
    "Affiliation",
    "Audience",
    "Category",
    "Channel",
    "Confidential",
    "Contact",
    "EmergencyLink",
    "FieldRead",
    "FormerName",
    "Function",
    "Hiding",
    "HidingSource",
    "IdentityField",
    "IdentityValue",
    "Kind",
    "Listing",
    "Mandate",
    "MandateOffer",
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
    "RegionOverride",
    "SavedSearch",
    "SearchText",
    "SearchedField",
    "VisibilityEpoch",
]
