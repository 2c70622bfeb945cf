"""Rules about complaints that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class ComplaintMoved(DomainError):
    """The complaint changed since it was looked at."""

    message = _l("Another handler has done something meanwhile. Read what is new, then decide again.")


class NotAHandler(DomainError):
    """Whoever acts is not a handler of this complaint any more."""

    message = _l("This complaint is not in your hands any more.")


class MoveImpossible(DomainError):
    """The step cannot be taken from where the complaint stands."""

    message = _l("This step cannot be taken as the complaint stands now.")


class HearFirst(DomainError):
    """A measure was to be taken without hearing anybody."""

    field = "outcome"
    message = _l("Hear both sides first. Without a hearing a complaint can only end without a measure.")


class AppealPossible(DomainError):
    """The days for an appeal are not over."""

    message = _l("The time for an appeal is not over yet. Close the complaint afterwards.")


class AppealTooLate(DomainError):
    """The days for an appeal are over."""

    message = _l("The time for an appeal is over.")


class SameDecider(DomainError):
    """Whoever decided was to decide on the appeal as well."""

    message = _l("Somebody else has to decide on the appeal. Add another handler if there is none.")


class CannotHandle(DomainError):
    """The person belongs to one of the parties, said that there is a conflict, or has no office."""

    field = "person_id"
    message = _l("This person cannot handle this complaint. Choose somebody else.")


class CannotRegister(DomainError):
    """Whoever registers the complaint belongs to one of the parties."""

    message = _l("You act for one of these organisations, so you cannot handle this. Ask a colleague to register it.")


class LastHandler(DomainError):
    """Nobody would be left."""

    message = _l("Add another handler first: somebody has to look after this complaint.")


class LogFull(DomainError):
    """The log is as long as it may get."""

    message = _l("This complaint has as many notes as it can hold.")
