"""Who may do what with organisations that `visibility.visible_to` has let through."""

from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.organisations.models import Function, Listing, Organisation
from nswp_members.organisations.visibility import ALL_SEEING

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


def can_create(viewer: Viewer) -> bool:
    """Whether the viewer may add an organisation."""
    return sees_all(viewer)


def can_edit(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may change profile, texts and contacts."""
    return sees_all(viewer) or viewer.acts_for(organisation.id, Function.EDIT)


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


def possible_listings(viewer: Viewer, organisation: Organisation) -> tuple[Listing, ...]:
    """Return the states the viewer may choose: leaving and coming back is for the secretariat to note."""
    if sees_all(viewer):
        return tuple(Listing)
    if organisation.listing == Listing.WITHDRAWN:
        return (Listing.WITHDRAWN,)
    return (Listing.LISTED, Listing.UNLISTED, Listing.HIDDEN)


def can_change_region(viewer: Viewer, organisation: Organisation) -> bool:  # noqa: ARG001
    """Whether the viewer may put the organisation into another region."""
    return sees_all(viewer)


def can_see_people(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see who acts for the organisation."""
    return sees_all(viewer) or viewer.acts_for(organisation.id)


def can_manage_people(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may invite people and end their mandates."""
    return can_edit(viewer, organisation)


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
