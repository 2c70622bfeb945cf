"""Pages of a list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageLinks:
    """What the pager shows: the ways back and on (None where there is none) and a summary."""

    previous_url: str | None = None
    next_url: str | None = None
    summary: str | None = None
