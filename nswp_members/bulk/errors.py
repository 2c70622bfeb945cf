"""Rules about changes to many that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class SetChanged(DomainError):
    """Other organisations than those shown would be changed now."""

    message = _l("Meanwhile something has changed: other organisations would be concerned now. Look at the list again.")


class NothingToChange(DomainError):
    """No organisation would be changed."""

    message = _l("There is nothing to change.")


class CannotUndo(DomainError):
    """There is no way back, or it was taken already."""

    message = _l("This cannot be undone, or has been undone already.")
