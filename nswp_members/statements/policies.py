"""Who may do what with statements; published ones are for everybody."""

from nswp_members.accounts.viewers import Role, Viewer


def can_manage(viewer: Viewer) -> bool:
    """Whether the viewer may write, translate and freeze versions."""
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR, Role.COMMUNICATIONS)
