"""Rules about the Board that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class SeatTaken(DomainError):
    """Somebody holds the seat on one of these days."""

    field = "starts_on"
    message = _l("Somebody holds this seat on one of these days. End that term first, or hand the seat over.")


class HoldsASeat(DomainError):
    """The person holds a seat on one of these days."""

    field = "email"
    message = _l("This person holds a seat on one of these days. Nobody holds two seats at once.")


class NobodyHasThisAddress(DomainError):
    """There is no person with the address."""

    field = "email"
    message = _l("Nobody here has this address. Let an administrator invite them first.")


class EndsBeforeItBegins(DomainError):
    """The last day comes before the first."""

    field = "ends_on"
    message = _l("The last day comes before the first.")


class TermTooLong(DomainError):
    """The term would be longer than the rules say."""

    field = "ends_on"
    message = _l(
        "A term is not longer than the rules say. Choose an earlier day; a decision can extend the term later."
    )


class NotWithinTheTerm(DomainError):
    """The day lies outside the term."""

    field = "day"
    message = _l("Choose a day within the term.")


class NoDayLeft(DomainError):
    """A seat cannot be handed over on this day."""

    field = "starts_on"
    message = _l("Choose a day after the term began, and at the latest the day after its last one.")


class NotLater(DomainError):
    """An extension that does not extend."""

    field = "ends_on"
    message = _l("Choose a day after the present last day.")


class TermIsOver(DomainError):
    """The term has ended, or does not count."""

    message = _l("This term is over. Somebody may have ended it a moment ago.")


class NotTheHolder(DomainError):
    """Only the holder agrees to be named."""

    message = _l("Only the holder of the seat can agree to be named.")


class RoleComesFromASeat(DomainError):
    """A role that a seat gives was to be ended by hand."""

    message = _l("This role comes with a seat on the Board. End the term of the seat instead.")
