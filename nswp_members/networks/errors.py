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


class AlreadyAsked(DomainError):
    """Something between the two is still open."""

    message = _l("Something between you and this network is still open. Look there first.")


class NotAMember(DomainError):
    """A membership was to end that has ended."""

    message = _l("This membership has ended already.")


class RequestMoved(DomainError):
    """Somebody else has decided, or it is too late."""

    message = _l("This was decided in the meantime.")


class WrongLastDay(DomainError):
    """A membership was to end in the past, or in more than a year."""

    field = "day"
    message = _l("Choose a day from today on, within a year.")


class WrongExpiry(DomainError):
    """A notice would be over before it is read."""

    field = "expires_on"
    message = _l("Choose today or a later day.")


class TooManyDocuments(DomainError):
    """A network keeps as many documents as it may."""

    message = _l("This network has as many documents as it can keep. Remove one first.")
