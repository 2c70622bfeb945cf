"""Who may see and settle notices."""

from nswp_members.accounts.viewers import Role, Viewer


def can_tend_notices(viewer: Viewer) -> bool:
    """Whether the viewer may see what was sent, to whom and with what outcome, and settle what is in doubt.

    Not all of the secretariat: how many were asked to endorse tells how many members there are.
    """
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR)
