"""Rules about applications that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class MoveNotPossible(DomainError):
    """The step cannot be taken from where the application stands now."""

    message = _l("This is not possible any more: the application stands somewhere else now. Open it again.")


class StaleApplication(DomainError):
    """Somebody changed the application after it was read."""

    message = _l("The application was changed in another window or by somebody else. Open it again.")


class NotYourTurn(DomainError):
    """The voice of this party does not count at this moment."""

    message = _l("The application does not wait for you at this moment.")


class InConflict(DomainError):
    """Whoever has a conflict of interest does not act."""

    message = _l("You take no part in this application, because you or your organisation are concerned.")


class NotAgreed(DomainError):
    """Not enough reviewers agree."""

    message = _l("Not enough reviewers agree yet to decide this.")


class NoVerifyingNetwork(DomainError):
    """Nobody has said which network verifies in the region."""

    message = _l("No network verifies in this region so far. The secretariat can name one in the rules of the region.")


class NotResponsible(DomainError):
    """The person cannot take care of the step."""

    field = "assignee"
    message = _l("Choose somebody who can take care of this.")


class ThreadFull(DomainError):
    """So much was written that no more fits."""

    field = "body"
    message = _l("Too much was written here already. Please go on by e-mail or phone.")


class DaysOutOfOrder(DomainError):
    """The reminders do not come one after the other, before the last day."""

    field = "second_reminder"
    message = _l("The first reminder comes before the second, and both before the last day.")


class WarningTooEarly(DomainError):
    """The warning would come before the question."""

    field = "warn_before"
    message = _l("The warning must come after the question was asked.")
