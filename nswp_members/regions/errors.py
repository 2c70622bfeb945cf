"""Rules about regions that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NotAMemberRegion(DomainError):
    """The region is for content only, or there is no such region."""

    field = "region_code"
    message = _l("Choose one of the five regions.")
