"""What can be endorsed or signed: a version of the statement, or a letter."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from nswp_members.allies.models import Ally


@dataclass(frozen=True)
class Subject:
    """Exactly one of the two."""

    version_id: UUID | None = None
    letter_id: UUID | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The values by which an ally's row names it."""
        return {"version_id": self.version_id, "letter_id": self.letter_id}

    @property
    def of_allies(self) -> ColumnElement[bool]:
        """The condition that keeps the allies of this subject."""
        if self.letter_id:
            return Ally.letter_id == self.letter_id
        return Ally.version_id == self.version_id
