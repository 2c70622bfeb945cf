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


class NoSuchRegion(DomainError):
    """The region is none that has members."""

    field = "region_code"
    message = _l("Choose a region.")


class RegionUnchanged(DomainError):
    """The application is with that region already."""

    field = "region_code"
    message = _l("The application is with this region already. Choose another one.")


class AnswerNeeded(DomainError):
    """An answer that must be given was to be emptied after the application was sent."""

    message = _l("This answer is needed: change it if you like, but do not leave it empty.")


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


class NotFinished(DomainError):
    """Something that must be answered is missing."""

    message = _l("Something is still missing. It is listed below, with links.")


class NotSavedYet(DomainError):
    """Text was typed into a step and never saved."""

    message = _l("There is text that you typed and did not save. Open the step, save it or discard it, then send.")


class StepChanged(DomainError):
    """The same step was saved in another window."""

    message = _l("This step was saved in another window meanwhile.")


class StatementChanged(DomainError):
    """There is a newer version of the Consensus Statement than the one that was shown."""

    message = _l("There is a new version of the Consensus Statement. Please read it before you send.")


class NotWithdrawable(DomainError):
    """The consent was not given, was taken back already, or cannot be taken back."""

    message = _l("This consent was taken back already.")


class FileTooBig(DomainError):
    """The file has too many bytes."""

    message = _l("This file is too large. It may have up to 5 MB.")


class TooManyFiles(DomainError):
    """More files than the question takes."""

    message = _l("These are too many files. Remove one first.")


class FileNotTaken(DomainError):
    """The file is neither a PDF nor a picture."""

    message = _l("We take PDF, JPEG and PNG files only. Save the document as a PDF and send that.")


class FileUnreadable(DomainError):
    """A PDF is broken or locked with a password."""

    message = _l("We cannot read this PDF. It may be broken or locked with a password.")


class TooMuchTyped(DomainError):
    """More text than a step can hold."""

    message = _l("This is too much text for one step.")
