"""Rules about endorsing that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NoCurrentVersion(DomainError):
    """There is no version of the statement to endorse."""

    message = _l("The Consensus Statement has not been put in yet. The secretariat can do that in a minute.")


class VersionReplaced(DomainError):
    """Another version became current while the person was reading."""

    message = _l("A newer version of the statement came out while you were reading. Please read it first.")


class AlreadyEndorsed(DomainError):
    """The organisation stands behind this version already."""

    message = _l("Your organisation has endorsed this version already. Nothing more is needed.")


class AlreadyWithdrawn(DomainError):
    """Somebody else withdrew the endorsement in the meantime."""

    message = _l("This endorsement has been withdrawn already.")


class OrganisationInactive(DomainError):
    """An organisation that has left cannot endorse."""

    message = _l("An organisation that has left the network cannot endorse. Please write to the secretariat.")


class NobodyToAsk(DomainError):
    """Nobody is left to be asked."""

    message = _l("There is nobody to ask with this choice.")


class AudienceChanged(DomainError):
    """Who would be asked is no longer what the preview showed."""

    message = _l("The list has changed since you looked at it. Nothing was sent: look again, then send.")
