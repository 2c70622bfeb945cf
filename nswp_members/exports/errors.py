"""Rules about exports that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class TooManyRows(DomainError):
    """The list is longer than one file may be."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(
            _l(
                "This list has %(rows)s organisations; a file may have %(most)s. Narrow the list down with filters.",
                rows=rows,
                most=most,
            )
        )


class DayUsedUp(DomainError):
    """The person has exported as much as anybody may in a day."""

    def __init__(self, rows: int, left: int) -> None:
        super().__init__(
            _l(
                "This list has %(rows)s organisations, but of what you may export in a day %(left)s are left. Narrow "
                "the list down, or come back tomorrow.",
                rows=rows,
                left=left,
            )
        )


class NothingToExport(DomainError):
    """The list is empty."""

    message = _l("There is no organisation in this list now.")


class WrongPassword(DomainError):
    """The password does not belong to the person."""

    field = "password"
    message = _l("This is not your password.")


class Moved(DomainError):
    """The export is not at the point where this can be done."""

    message = _l("This file has moved on meanwhile. Reload the page to see where it stands.")
