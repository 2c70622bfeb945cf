"""Who may change many organisations at once: whoever may do each of it one by one."""

from nswp_members.accounts.viewers import Viewer
from nswp_members.bulk.models import Action
from nswp_members.endorsements import policies as endorsements
from nswp_members.networks import policies as networks
from nswp_members.organisations import policies as organisations


def can_change_many(viewer: Viewer) -> bool:
    """Whether the viewer may change many organisations at once."""
    return organisations.can_change_many(viewer)


def possible_actions(viewer: Viewer) -> list[Action]:
    """Return what the viewer may do to many at once."""
    may = {
        Action.UNLIST: organisations.sees_all(viewer),
        Action.HIDE: organisations.sees_all(viewer),
        Action.JOIN: networks.can_manage(viewer),
        Action.LEAVE: networks.can_manage(viewer),
        Action.ASK: endorsements.can_ask(viewer),
    }
    return [action for action in Action if may[action]]
