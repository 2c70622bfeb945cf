"""Rules about consultations that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class SlugTaken(DomainError):
    """Another consultation has this address."""

    field = "slug"
    message = _l("Another consultation has this address. Choose another one.")


class ConsultationMoved(DomainError):
    """The consultation was changed since it was looked at."""

    message = _l("A colleague has changed this consultation meanwhile. Look at it again before you go on.")


class NotPlanned(DomainError):
    """What is asked does not change any more once it has been opened."""

    message = _l("This consultation has been opened, so what it asks does not change any more.")


class NotOpen(DomainError):
    """Only an open consultation can be closed or extended, and people invited to it."""

    message = _l("This consultation is not open.")


class NotReady(DomainError):
    """Something is missing that a consultation needs before it opens."""

    message = _l("Something is still missing. Look at the list on the page of the consultation.")


class AnswersClosed(DomainError):
    """The time for answers is over."""

    message = _l("This consultation takes no more answers. What you had saved before counts.")


class AnsweredMeanwhile(DomainError):
    """Somebody of the same organisation saved an answer to the same since the page was opened."""

    message = _l("Somebody else has answered here for you meanwhile.")


class ProposalMissing(DomainError):
    """An amendment was wanted and not worded."""

    field = "proposal"
    message = _l("Write the wording that you propose.")


class TooEarly(DomainError):
    """The new end is not later than the present one."""

    field = "closes_on"
    message = _l("Choose a later day than the present last day.")


class NobodyToInvite(DomainError):
    """No letter can be written to anybody."""

    message = _l("There is nobody to write to: everybody has answered, was written to before, or has no safe address.")


class CannotInvite(DomainError):
    """The address belongs to somebody who is not to be written to."""

    field = "email"
    message = _l("We cannot write to this address.")


class TextMissing(DomainError):
    """There is nothing to translate, or it changed since."""

    message = _l("This text has changed meanwhile. Look at it again before you translate it.")


class VersionEmpty(DomainError):
    """The version of a statement has no paragraph."""

    field = "version_id"
    message = _l("This version has no paragraphs yet.")


class ListChanged(DomainError):
    """Others would be written to than stood on the page."""

    message = _l("The list has changed meanwhile. Look at it again before you send.")


class NotClosed(DomainError):
    """Results are frozen once, after the last answer."""

    message = _l("Results can be frozen only after the consultation has closed, and once.")


class ResultPublished(DomainError):
    """What is published stays."""

    message = _l("The result has been published, so it does not change any more.")


class ReportNotReady(DomainError):
    """The report lacks something."""

    message = _l("The report is not complete yet: it needs a summary in English and a reply to every point.")


class FeedsTwo(DomainError):
    """A report names a version or a publication, not both."""

    field = "resource"
    message = _l("Choose a version of the Statement or name a publication, not both.")


class ReasonMissing(DomainError):
    """Names go out only for a reason."""

    field = "reason"
    message = _l("Say why the file needs the names.")


class DecisionIncomplete(DomainError):
    """A decision needs its reason."""

    field = "reason"
    message = _l("Give the reason of the decision.")
