"""Rules about allies and letters that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NotOpen(DomainError):
    """Nobody can sign this any more, or yet."""

    message = _l("This cannot be signed at the moment.")


class TooManyWrite(DomainError):
    """So many have written that a mail would come too late to be of use."""

    message = _l("Very many people are writing to us just now. Please try again tomorrow.")


class MoveNotPossible(DomainError):
    """Something is not in the state that this step begins from."""

    message = _l("This has moved on in the meantime. Look at it again.")


class LetterWithoutText(DomainError):
    """A letter that nobody can read cannot be opened."""

    message = _l("Write the letter in at least one language first.")


class AddressTaken(DomainError):
    """Another letter has this address."""

    field = "slug"
    message = _l("Another letter has this address. Choose another one.")


class AlreadySigned(DomainError):
    """The organisation has signed this letter."""

    message = _l("Your organisation has signed this letter already. Nothing more is needed.")


class NothingDecided(DomainError):
    """Nothing was left to decide on."""

    message = _l("Nothing was changed: choose at least one entry that is still to be decided.")
