"""Rules about notices that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NoticeSettled(DomainError):
    """Only a failed or uncertain notice waits for a decision."""

    message = _l("This notice does not wait for a decision any more. Reload the page to see how it stands.")
