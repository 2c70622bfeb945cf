"""Organisations, what they say of themselves, who may see it, and the people who act for them."""

from nswp_members.organisations.models.people import Contact, Function, Mandate, MandateOffer
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
from nswp_members.organisations.models.search import SavedSearch, SearchedField, SearchText
from nswp_members.organisations.models.visibility import FieldRead, VisibilityEpoch

__all__ = [
    "Affiliation",
    "Audience",
    "Confidential",
    "Contact",
    "FieldRead",
    "FormerName",
    "Function",
    "Listing",
    "Mandate",
    "MandateOffer",
    "Organisation",
    "ProfileText",
    "RegionOverride",
    "SavedSearch",
    "SearchText",
    "SearchedField",
    "VisibilityEpoch",
]
