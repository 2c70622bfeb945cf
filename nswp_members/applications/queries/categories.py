"""The kinds of membership that one can apply for."""

from dataclasses import dataclass
from typing import Any

from nswp_members.organisations.labels import CATEGORY_LABELS
from nswp_members.organisations.models import Category


@dataclass(frozen=True)
class OpenCategory:
    """A category that takes applications."""

    code: str
    name: Any
    has_vote: bool


def open_categories() -> list[OpenCategory]:
    """Return the categories that take applications, in their order."""
    return [OpenCategory(code, name, code == Category.FULL) for code, name in CATEGORY_LABELS.items()]
