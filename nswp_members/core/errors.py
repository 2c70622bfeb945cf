"""Rules that a user can break."""

from typing import Any


class DomainError(Exception):
    """A rule was broken; ``message`` (a lazy text) tells the user what to do.

    ``field`` names the form field it belongs to, if any.
    """

    message: Any = ""
    field: str | None = None

    def __init__(self, message: Any = None) -> None:
        super().__init__(str(type(self).__name__))
        if message is not None:
            self.message = message
