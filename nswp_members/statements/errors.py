"""Rules of statements that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class LabelTaken(DomainError):
    """Another version of the document has this name."""

    field = "label"
    message = _l("Another edition has this name already. Choose a different one.")


class NotADraft(DomainError):
    """The words of a version can be changed only while it is a draft."""

    message = _l("This edition is no draft any more, so its words cannot be changed here.")


class NotInConsultation(DomainError):
    """Only a version in consultation goes back to being a draft."""

    message = _l("This edition is not in consultation.")


class AlreadyFrozen(DomainError):
    """The version stands for good."""

    message = _l("This edition is frozen already.")


class NotFrozen(DomainError):
    """A correction needs words that are published."""

    message = _l("Only a frozen edition is corrected. A draft is simply edited.")


class Incomplete(DomainError):
    """The authoritative language, or the translation to be published, lacks words."""

    message = _l("Some paragraphs have no words yet. Fill them in first.")


class WrongPublication(DomainError):
    """The date of publication is none, or lies ahead."""

    field = "published_on"
    message = _l("Enter a year, a month (2026-05) or a day (2026-05-31) that is not in the future.")
