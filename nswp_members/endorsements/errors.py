"""Rules about endorsing that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NoCurrentVersion(DomainError):
    """There is no version of the statement to endorse."""

    message = _l("The Consensus Statement has not been put in yet. The secretariat can do that in a minute.")


class VersionReplaced(DomainError):
    """Another version became current while the person was reading."""

    message = _l("A newer version of the statement came out while you were reading. Please read it first.")


class WordsCorrected(DomainError):
    """A correction of the translation came out while the person was reading."""

    message = _l("The text was corrected while you were reading. Please read it again before you sign.")


class AlreadyEndorsed(DomainError):
    """The organisation stands behind this version already."""

    message = _l("Your organisation has endorsed this version already. Nothing more is needed.")


class AlreadyWithdrawn(DomainError):
    """Somebody else withdrew the endorsement in the meantime."""

    message = _l("This endorsement has been withdrawn already.")


class OrganisationInactive(DomainError):
    """An organisation that has left cannot endorse."""

    message = _l("An organisation that has left the network cannot endorse. Please write to the secretariat.")


class TimeTooLong(DomainError):
    """The day lies in the past or too far ahead."""

    field = "until"
    message = _l("Choose a day from tomorrow to a year from now.")


class PaperWaits(DomainError):
    """A paper of this organisation waits already."""

    message = _l("A paper of this organisation waits to be compared already. Settle that one first.")


class PaperSettled(DomainError):
    """Somebody has compared it."""

    message = _l("Somebody else has settled this paper already.")


class SamePerson(DomainError):
    """Two people are needed."""

    message = _l("You entered this paper yourself. Somebody else has to compare it with the scan.")


class TooManyCertificates(DomainError):
    """No reason is good enough for so many."""

    message = _l("Fifty certificates were made for this endorsement. Use one of them, or write to the secretariat.")


class NobodyToAsk(DomainError):
    """Nobody is left to be asked."""

    message = _l("There is nobody to ask with this choice.")


class AudienceChanged(DomainError):
    """Who would be asked is no longer what the preview showed."""

    message = _l("The list has changed since you looked at it. Nothing was sent: look again, then send.")
