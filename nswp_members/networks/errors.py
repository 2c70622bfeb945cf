"""Rules about networks that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class AlreadyAffiliated(DomainError):
    """The organisation is a member of the network now."""

    message = _l("This organisation belongs to the network already.")


class ItsOwnMember(DomainError):
    """A network cannot belong to itself."""

    message = _l("A network cannot be a member of itself.")


class WrongDates(DomainError):
    """A membership would end before it began, or in the future."""

    field = "day"
    message = _l("Choose a day that is not in the future and not before the beginning.")


class RegionsMissing(DomainError):
    """A network serves at least one of the five regions."""

    field = "regions"
    message = _l("Choose at least one of the five regions.")
