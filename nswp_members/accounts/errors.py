"""Rules about accounts that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class LinkExpired(DomainError):
    """An invitation or reset link was used, withdrawn or is too old."""

    message = _l("This link does not work any more. Ask for a new one.")


class WeakPassword(DomainError):
    """The password is too short or easy to guess."""

    field = "password"
    message = _l("This password is easy to guess. Use at least 12 characters, for example four unrelated words.")


class WrongCredentials(DomainError):
    """Address and password do not belong together, or nobody has them."""

    message = _l("The address or the password is not right.")


class LastAdministrator(DomainError):
    """Nobody would be left to look after people and roles."""

    message = _l("This is the last administrator without an end date. Make somebody else an administrator first.")


class ScopeMissing(DomainError):
    """A role was to be given without the region or network it needs."""

    message = _l("This role needs to know where it holds. Choose it.")

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field


class RoleHeldAlready(DomainError):
    """The person holds this role in this place already."""

    field = "role"
    message = _l("This person holds this role already. End it first if its end date should change.")


class DateGone(DomainError):
    """A role was to end before it begins."""

    field = "valid_until"
    message = _l("Choose a day in the future, or leave this empty.")


class WrongPassword(DomainError):
    """The present password was mistyped."""

    field = "current_password"
    message = _l("This is not your present password.")


class HasAccount(DomainError):
    """Somebody who can sign in cannot be deleted with a draft."""

    message = _l("This person has an account.")
