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


class NothingCorrected(DomainError):
    """A revision with the words of the one before says nothing."""

    message = _l("The words are those of the revision before. Correct them first, or discard the correction.")


class AuthoritativeStands(DomainError):
    """Organisations stand behind the words of the authoritative language."""

    message = _l("The authoritative text of a frozen edition is never corrected. Begin a new edition instead.")


class NoSuchLanguage(DomainError):
    """There are no words in this language that could be worked on."""

    message = _l("This edition has no text in that language to work on.")


class LastParagraph(DomainError):
    """A text needs a paragraph."""

    message = _l("This is the only paragraph, so it stays.")


class TooManyParagraphs(DomainError):
    """A text has an end."""

    message = _l("An edition can have up to 80 paragraphs.")


class TooManyFiles(DomainError):
    """A version keeps so many files."""

    field = "file"
    message = _l("This edition has as many files as it can keep.")


class ChangedMeanwhile(DomainError):
    """Somebody else changed the same paragraphs after the editor had opened the page; ``keys`` names them."""

    message = _l(
        "Somebody else changed the same paragraphs while you were writing. Nothing of yours is lost, and nothing is"
        " saved yet: look at what they wrote, settle on the words, and save again."
    )

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__()
        self.keys = keys
