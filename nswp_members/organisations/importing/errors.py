"""Rules about imports that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class FileRefused(DomainError):
    """The uploaded file cannot be read; the message says why."""

    field = "file"


class ColumnsMissing(DomainError):
    """A column that the import cannot do without was not mapped."""

    message = _l("Choose which columns hold the name and the country: no row can be read without them.")


class ColumnTwice(DomainError):
    """Two headings were mapped to the same column."""

    message = _l("Two headings have the same meaning now. Choose one of them and leave the other out.")


class WrongState(DomainError):
    """The list is not at the point where this can be done."""

    message = _l("This list has moved on meanwhile. Reload the page to see where it stands.")
