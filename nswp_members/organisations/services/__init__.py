"""Every write to organisations and to the mandates of people."""

from nswp_members.organisations.services.contacts import move_contact, remove_contact, save_contact
from nswp_members.organisations.services.creation import (
    NewContact,
    NewOrganisation,
    add_organisation,
    create_organisation,
)
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.listing import set_listing
from nswp_members.organisations.services.mandates import (
    NewOffer,
    end_mandate,
    grant_mandate,
    grant_offers_of,
    invite_colleague,
    offer_mandate,
    offer_mandates,
    withdraw_offer,
    withdraw_offers_by,
)
from nswp_members.organisations.services.placement import override_region, return_to_default_region
from nswp_members.organisations.services.profiles import (
    FormerNameValue,
    ProfileValues,
    save_texts,
    update_profile,
)
from nswp_members.organisations.services.reads import note_reads
from nswp_members.organisations.services.saved import remove_search, rename_search, save_search
from nswp_members.organisations.services.search import rebuild_all_search_texts, rebuild_search_text

__all__ = [
    "FormerNameValue",
    "NewContact",
    "NewOffer",
    "NewOrganisation",
    "ProfileValues",
    "add_organisation",
    "create_organisation",
    "end_mandate",
    "grant_mandate",
    "grant_offers_of",
    "invite_colleague",
    "move_contact",
    "note_reads",
    "offer_mandate",
    "offer_mandates",
    "override_region",
    "rebuild_all_search_texts",
    "rebuild_search_text",
    "remove_contact",
    "remove_search",
    "rename_search",
    "return_to_default_region",
    "save_contact",
    "save_search",
    "save_texts",
    "see_less",
    "set_listing",
    "update_profile",
    "withdraw_offer",
    "withdraw_offers_by",
]
