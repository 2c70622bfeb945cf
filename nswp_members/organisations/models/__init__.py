"""Organisations, what they say of themselves, who may see it, and the people who act for them."""

from nswp_members.organisations.models.kinds import Category, Kind, Population
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
    "Category",
    "Confidential",
    "Contact",
    "FieldRead",
    "FormerName",
    "Function",
    "Kind",
    "Listing",
    "Mandate",
    "MandateOffer",
    "Organisation",
    "Population",
    "ProfileText",
    "RegionOverride",
    "SavedSearch",
    "SearchText",
    "SearchedField",
    "VisibilityEpoch",
]
