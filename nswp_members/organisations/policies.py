"""Who may do what with organisations that `visibility.visible_to` has let through."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations import queries
from nswp_members.organisations.audiences import KNOWN_TO, POLICIES, audience_of, is_narrower
from nswp_members.organisations.models import (
    Audience,
    Function,
    IdentityField,
    Listing,
    Organisation,
    Proposal,
    Recovery,
    Side,
)
from nswp_members.organisations.visibility import ALL_SEEING

REGIONAL_FIELDS = (IdentityField.CATEGORY, IdentityField.SEX_WORKER_LED)
NEVER_EXPORTING = (Role.DONOR, Role.CORRESPONDENT)
SCOPED_ROLES = (Role.REGIONAL_REPRESENTATIVE, Role.NETWORK_VERIFIER)


def can_look_up(viewer: Viewer) -> bool:
    """Whether the viewer may open pages that are not public at all; what they hold is decided apart."""
    return viewer.signed_in


def can_save_searches(viewer: Viewer) -> bool:
    """Whether the viewer may keep searches of their own."""
    return viewer.signed_in


def can_list(viewer: Viewer) -> bool:
    """Whether the viewer may see the list of organisations known to their capacity."""
    return viewer.acts_as(*ALL_SEEING, *SCOPED_ROLES)


def can_export(viewer: Viewer) -> bool:
    """Whether the viewer may have files made of what they see.

    Not the public: a reason, a limit for a day and a name in the trail need somebody known. Not donors and
    correspondents, who look at numbers, nor an organisation that has left.
    """
    capacity = viewer.capacity
    return capacity is not None and capacity.role not in NEVER_EXPORTING and not capacity.has_left


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer may know of every organisation, with everything about it."""
    return viewer.acts_as(*ALL_SEEING)


def can_change_many(viewer: Viewer) -> bool:
    """Whether the viewer may change many organisations at once."""
    return sees_all(viewer)


def can_judge_countries(viewer: Viewer) -> bool:
    """Whether the viewer may set, and help to lift, the risk of a country."""
    return sees_all(viewer)


def can_look_after(viewer: Viewer) -> bool:
    """Whether the viewer may list the organisations that are hard to reach or have nobody who edits."""
    return sees_all(viewer)


def can_create(viewer: Viewer) -> bool:
    """Whether the viewer may add an organisation."""
    return sees_all(viewer)


def can_edit(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may change profile, texts and contacts."""
    return sees_all(viewer) or viewer.acts_for(organisation.id, Function.EDIT)


def can_confirm(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may say that everything we hold of the organisation is right."""
    return can_edit(viewer, organisation)


def can_ask_to_confirm(viewer: Viewer, organisation: Organisation) -> bool:  # noqa: ARG001
    """Whether the viewer may have us write to the contacts and ask them to confirm the data."""
    return sees_all(viewer)


def can_see_history(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see who changed the profile, and what it said before."""
    return can_edit(viewer, organisation)


def can_be_hinted(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer is told what the profile could say, and may end that: only the organisation itself."""
    return viewer.acts_for(organisation.id, Function.EDIT)


def can_change_listing(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may list or hide the organisation."""
    return can_edit(viewer, organisation)


def can_hide(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may hide the organisation at once: everybody who acts for it, since hiding only protects."""
    return sees_all(viewer) or viewer.acts_for(organisation.id)


def can_undo_hiding(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may bring a hidden organisation back."""
    return can_change_listing(viewer, organisation)


def can_make_emergency_link(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may print a link that hides the organisation: only its own people."""
    return viewer.acts_for(organisation.id, Function.EDIT)


def can_choose_audiences(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may decide who knows of the organisation and who sees which field."""
    return can_edit(viewer, organisation)


def can_widen(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may let more people see something: only the organisation itself; others may narrow."""
    return viewer.acts_for(organisation.id, Function.EDIT)


def possible_audiences(viewer: Viewer, organisation: Organisation, field: str) -> tuple[Audience, ...]:
    """Return the audiences the viewer may choose for a field, widest first."""
    present = audience_of(field, organisation.audiences)
    offered = POLICIES[field].choices
    return offered if can_widen(viewer, organisation) else tuple(one for one in offered if is_narrower(one, present))


def possible_known_to(viewer: Viewer, organisation: Organisation) -> tuple[Audience, ...]:
    """Return the audiences that the viewer may let know of the organisation, narrowest first."""
    if can_widen(viewer, organisation):
        return KNOWN_TO
    return tuple(one for one in KNOWN_TO if is_narrower(one, organisation.known_to))


def can_set_alias(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may change the alias; others than the organisation may only give a first one."""
    return can_widen(viewer, organisation) or not organisation.alias


def can_see_reads(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may look up who saw protected fields of the organisation."""
    return viewer.acts_for(organisation.id, Function.EDIT) or viewer.acts_as(Role.ADMINISTRATOR)


def possible_listings(viewer: Viewer, organisation: Organisation) -> tuple[Listing, ...]:
    """Return the states the viewer may choose: leaving and coming back is for the secretariat to note."""
    if sees_all(viewer):
        return tuple(Listing)
    if organisation.listing == Listing.WITHDRAWN:
        return (Listing.WITHDRAWN,)
    return (Listing.LISTED, Listing.UNLISTED, Listing.HIDDEN)


def can_change_region(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may put the organisation into another region."""
    return can_change_identity(viewer, organisation)


def can_change_identity(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may change name, place and membership at once: whoever approves, but not in an own matter."""
    return sees_all(viewer) and not has_mandate(viewer, organisation)


def can_propose(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may ask for another name, place or membership."""
    return can_edit(viewer, organisation) and not can_change_identity(viewer, organisation)


def can_see_identity(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may follow what is proposed for the organisation, and join in the conversation."""
    return can_edit(viewer, organisation) or represents(viewer, organisation)


def can_list_proposals(viewer: Viewer) -> bool:
    """Whether the viewer may see what is proposed by many organisations."""
    return viewer.acts_as(*ALL_SEEING, Role.REGIONAL_REPRESENTATIVE)


def can_decide(viewer: Viewer, organisation: Organisation, proposal: Proposal, *, regions_decide: bool) -> bool:
    """Whether the viewer may approve or refuse a proposal; nobody decides in an own matter.

    ``regions_decide`` tells whether representatives may judge the membership of their region's organisations.
    """
    if proposal.proposed_by == viewer.person_id or has_mandate(viewer, organisation):
        return False
    if regions_decide and proposal.field in REGIONAL_FIELDS and represents(viewer, organisation):
        return True
    return sees_all(viewer)


def can_withdraw(viewer: Viewer, organisation: Organisation, proposal: Proposal) -> bool:
    """Whether the viewer may take a proposal back: whoever made it, and every editor of the organisation."""
    return proposal.proposed_by == viewer.person_id or viewer.acts_for(organisation.id, Function.EDIT)


def represents(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer represents the organisation's region."""
    if viewer.capacity is None or not viewer.acts_as(Role.REGIONAL_REPRESENTATIVE):
        return False
    return viewer.capacity.region_code == organisation.region_code


def has_mandate(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer acts for the organisation in any of their capacities."""
    return any(one.organisation_id == organisation.id and one.functions for one in viewer.capacities)


def can_see_people(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see who acts for the organisation."""
    return sees_all(viewer) or viewer.acts_for(organisation.id)


def can_manage_people(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may invite people and end their mandates."""
    return can_edit(viewer, organisation)


def can_hand_over(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may hand what they may do to a successor: only an editor of the organisation itself."""
    return viewer.acts_for(organisation.id, Function.EDIT)


def grantable_functions(viewer: Viewer, organisation: Organisation) -> tuple[Function, ...]:
    """Return the functions that the viewer may give and take: an editor those it holds, and reading."""
    if sees_all(viewer):
        return tuple(Function)
    if viewer.capacity is None or not can_manage_people(viewer, organisation):
        return ()
    return tuple(one for one in Function if one == Function.READ or one in viewer.capacity.functions)


def can_end_mandate(viewer: Viewer, organisation: Organisation, person_id: object, function: str) -> bool:
    """Whether the viewer may end this mandate: one it could grant, or its own."""
    if viewer.person_id == person_id and viewer.acts_for(organisation.id):
        return True
    return function in grantable_functions(viewer, organisation)


def can_ask_recovery(viewer: Viewer) -> bool:
    """Whether the viewer may say that an organisation has lost its editors: everybody who is signed in."""
    return viewer.signed_in


def can_see_recoveries(viewer: Viewer) -> bool:
    """Whether the viewer may see a list of recoveries; which ones stand in it is decided apart."""
    return viewer.acts_as(*ALL_SEEING, *SCOPED_ROLES)


def can_start_recovery(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may name a new editor: the staff, its region or network, and its people for themselves."""
    return sees_all(viewer) or viewer.acts_for(organisation.id) or helps_region(viewer, organisation)


def can_object(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may stop a recovery from inside the organisation."""
    return viewer.acts_for(organisation.id)


def can_steer_recovery(viewer: Viewer) -> bool:
    """Whether the viewer may say which organisation is meant, and decline a recovery."""
    return sees_all(viewer)


def helps_region(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer represents the organisation's region, or verifies for its network."""
    return viewer.acts_as(*SCOPED_ROLES) and queries.HELPERS in queries.sight_of(viewer, organisation)


def vouching_side(viewer: Viewer, recovery: Recovery, organisation: Organisation) -> Side | None:
    """Return the side for which the viewer could vouch now, None for nobody's.

    Where the region may not know of the organisation, a second person of the secretariat stands in for it.
    """
    if viewer.person_id in {recovery.candidate_id, *(one.person_id for one in recovery.vouches)}:
        return None
    taken = {one.side for one in recovery.vouches}
    sides = [Side.REGION] if helps_region(viewer, organisation) else []
    if sees_all(viewer):
        sides = [Side.SECRETARIAT, Side.REGION] if recovery.region_excluded else [Side.SECRETARIAT]
    return next((one for one in sides if one not in taken), None)


def can_vouch(viewer: Viewer, recovery: Recovery, organisation: Organisation) -> bool:
    """Whether the viewer may vouch for the candidate of a recovery that they may see."""
    return vouching_side(viewer, recovery, organisation) is not None


def can_ask_access(viewer: Viewer) -> bool:
    """Whether the viewer may ask organisations elsewhere for access, with a code from them."""
    return viewer.acts_as(*SCOPED_ROLES)


def can_see_accesses(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see who asked for access to the organisation, and end it."""
    return can_edit(viewer, organisation)


def can_give_access(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may let somebody of elsewhere see more: only the organisation itself."""
    return can_widen(viewer, organisation)
