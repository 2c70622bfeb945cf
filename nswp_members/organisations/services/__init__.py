"""Every write to organisations and to the mandates of people."""

from nswp_members.organisations.services.confirming import (
    ask_to_confirm,
    ask_who_is_due,
    confirm_by_link,
    confirm_data,
)
from nswp_members.organisations.services.contacts import (
    move_contact,
    remove_contact,
    save_contact,
)
from nswp_members.organisations.services.creation import (
    NewContact,
    NewOrganisation,
    add_organisation,
    create_organisation,
    rebuild_all_search_texts,
    rebuild_search_text,
)
from nswp_members.organisations.services.drafts import (
    discard_draft,
    forget_drafts_of,
    forget_old_drafts,
    keep_draft,
)
from nswp_members.organisations.services.epoch import (
    see_less,
)
from nswp_members.organisations.services.handover import (
    complete_hand_over,
    start_hand_over,
    take_back_hand_over,
)
from nswp_members.organisations.services.hiding import (
    hide_by_link,
    hide_now,
    make_emergency_link,
    remove_emergency_link,
    undo_hiding,
)
from nswp_members.organisations.services.listing import (
    set_listing,
)
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
from nswp_members.organisations.services.placement import (
    override_region,
    return_to_default_region,
)
from nswp_members.organisations.services.profiles import (
    FormerNameValue,
    lock_profile,
    rename,
    restore_revision,
    save_texts,
    stop_hints,
    update_profile,
)
from nswp_members.organisations.services.reads import (
    note_reads,
)
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

__all__ = [
    "FormerNameValue",
    "NewContact",
    "NewOffer",
    "NewOrganisation",
    "add_organisation",
    "ask_recovery",
    "ask_to_confirm",
    "ask_who_is_due",
    "assign_recovery",
    "complete_hand_over",
    "confirm_by_link",
    "confirm_data",
    "create_organisation",
    "decline_recovery",
    "discard_draft",
    "end_mandate",
    "forget_drafts_of",
    "forget_old_drafts",
    "grant_mandate",
    "grant_offers_of",
    "hide_by_link",
    "hide_now",
    "invite_again",
    "invite_colleague",
    "invite_recovered",
    "keep_draft",
    "lock_profile",
    "make_emergency_link",
    "move_contact",
    "note_reads",
    "object_by_link",
    "object_to",
    "offer_mandate",
    "offer_mandates",
    "override_region",
    "rebuild_all_search_texts",
    "rebuild_search_text",
    "remove_contact",
    "remove_emergency_link",
    "rename",
    "restore_revision",
    "return_to_default_region",
    "save_contact",
    "save_texts",
    "see_less",
    "set_listing",
    "start_hand_over",
    "start_recovery",
    "stop_hints",
    "take_back_hand_over",
    "undo_hiding",
    "update_profile",
    "vouch",
    "withdraw_offer",
    "withdraw_offers_by",
]
