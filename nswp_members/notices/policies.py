"""Who may see and settle notices."""

from nswp_members.accounts.viewers import Role, Viewer


def can_see_notices(viewer: Viewer) -> bool:
    """Whether the viewer may see what was sent, when and with what outcome."""
    return viewer.is_staff


def can_see_recipients(viewer: Viewer) -> bool:
    """Whether the viewer may also see to whom, and what the mail server answered."""
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR)


def can_settle_notices(viewer: Viewer) -> bool:
    """Whether the viewer may decide what becomes of failed and uncertain notices."""
    return viewer.acts_as(Role.MEMBERSHIP, Role.ADMINISTRATOR)
