"""Rules about applications that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class MoveNotPossible(DomainError):
    """The step cannot be taken from where the application stands now."""

    message = _l("This is not possible any more: the application stands somewhere else now. Open it again.")


class StaleApplication(DomainError):
    """Somebody changed the application after it was read."""

    message = _l("The application was changed in another window or by somebody else. Open it again.")
