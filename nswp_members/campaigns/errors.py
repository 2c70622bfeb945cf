"""Rules about campaigns that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class CampaignChanged(DomainError):
    """Somebody else changed it in the meantime."""

    message = _l("Somebody else changed this campaign while you were looking at it. Look again, then go on.")


class NotADraft(DomainError):
    """It has been opened."""

    message = _l("This campaign is open already, so its audience and its version stay as they are.")


class NotOpen(DomainError):
    """It is not open."""

    message = _l("This campaign is not open.")


class DeadlineTooEarly(DomainError):
    """The deadline lies in the past."""

    field = "deadline"
    message = _l("Choose a day after today.")


class NobodyInAudience(DomainError):
    """The search finds no member."""

    field = "search"
    message = _l("This search finds no member now. Choose another one.")


class VersionNotCurrent(DomainError):
    """Only the version that organisations can endorse now can be campaigned for."""

    message = _l("Only the current version can be endorsed. Freeze the new version first, then open the campaign.")


class AnotherIsOpen(DomainError):
    """A version has one open campaign at most."""

    message = _l("Another campaign for this version is open. Close it first.")


class NudgeSent(DomainError):
    """The draft was sent already."""

    message = _l("This letter has been sent already.")
