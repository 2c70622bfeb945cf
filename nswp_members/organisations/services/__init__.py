"""Every write to organisations and to the mandates of people."""

from nswp_members.organisations.services.access import (
    ask_access,
    decline_access,
    end_access,
    end_expired_accesses,
    give_access,
    make_access_code,
)
from nswp_members.organisations.services.categories import (
    CategoryValues,
    add_category,
    change_category,
    sync_categories,
)
from nswp_members.organisations.services.choices import choose_audiences
from nswp_members.organisations.services.confirming import (
    ask_to_confirm,
    confirm_by_link,
    confirm_data,
    write_to_contacts,
)
from nswp_members.organisations.services.contacts import move_contact, remove_contact, save_contact
from nswp_members.organisations.services.creation import (
    NewContact,
    NewOrganisation,
    add_organisation,
    create_organisation,
)
from nswp_members.organisations.services.drafts import discard_draft, forget_drafts_of, forget_old_drafts, keep_draft
from nswp_members.organisations.services.epoch import see_less
from nswp_members.organisations.services.handover import complete_hand_over, start_hand_over, take_back_hand_over
from nswp_members.organisations.services.hiding import (
    hide_by_link,
    hide_now,
    make_emergency_link,
    remove_emergency_link,
    undo_hiding,
)
from nswp_members.organisations.services.history import lock_profile
from nswp_members.organisations.services.identity import change_identity, move_to_country, rename, set_confidential
from nswp_members.organisations.services.listing import public_address, set_listing
from nswp_members.organisations.services.mandates import (
    NewOffer,
    end_mandate,
    grant_mandate,
    grant_offers_of,
    invite_again,
    invite_colleague,
    offer_mandate,
    offer_mandates,
    withdraw_offer,
    withdraw_offers_by,
)
from nswp_members.organisations.services.pictures import remove_picture, set_picture
from nswp_members.organisations.services.placement import override_region, return_to_default_region
from nswp_members.organisations.services.profiles import (
    FormerNameValue,
    restore_revision,
    save_texts,
    stop_hints,
    update_profile,
)
from nswp_members.organisations.services.proposals import (
    answer_proposal,
    approve_proposal,
    propose,
    refuse_proposal,
    withdraw_proposal,
)
from nswp_members.organisations.services.reads import forget_reads, note_reads
from nswp_members.organisations.services.recovery import (
    ask_recovery,
    assign_recovery,
    decline_recovery,
    invite_recovered,
    object_by_link,
    object_to,
    start_recovery,
    vouch,
)
from nswp_members.organisations.services.saved import remove_search, rename_search, save_search
from nswp_members.organisations.services.search import rebuild_all_search_texts, rebuild_search_text

__all__ = [
    "CategoryValues",
    "FormerNameValue",
    "NewContact",
    "NewOffer",
    "NewOrganisation",
    "add_category",
    "add_organisation",
    "answer_proposal",
    "approve_proposal",
    "ask_access",
    "ask_recovery",
    "ask_to_confirm",
    "assign_recovery",
    "change_category",
    "change_identity",
    "choose_audiences",
    "complete_hand_over",
    "confirm_by_link",
    "confirm_data",
    "create_organisation",
    "decline_access",
    "decline_recovery",
    "discard_draft",
    "end_access",
    "end_expired_accesses",
    "end_mandate",
    "forget_drafts_of",
    "forget_old_drafts",
    "forget_reads",
    "give_access",
    "grant_mandate",
    "grant_offers_of",
    "hide_by_link",
    "hide_now",
    "invite_again",
    "invite_colleague",
    "invite_recovered",
    "keep_draft",
    "lock_profile",
    "make_access_code",
    "make_emergency_link",
    "move_contact",
    "move_to_country",
    "note_reads",
    "object_by_link",
    "object_to",
    "offer_mandate",
    "offer_mandates",
    "override_region",
    "propose",
    "public_address",
    "rebuild_all_search_texts",
    "rebuild_search_text",
    "refuse_proposal",
    "remove_contact",
    "remove_emergency_link",
    "remove_picture",
    "remove_search",
    "rename",
    "rename_search",
    "restore_revision",
    "return_to_default_region",
    "save_contact",
    "save_search",
    "save_texts",
    "see_less",
    "set_confidential",
    "set_listing",
    "set_picture",
    "start_hand_over",
    "start_recovery",
    "stop_hints",
    "sync_categories",
    "take_back_hand_over",
    "undo_hiding",
    "update_profile",
    "vouch",
    "withdraw_offer",
    "withdraw_offers_by",
    "withdraw_proposal",
    "write_to_contacts",
]
