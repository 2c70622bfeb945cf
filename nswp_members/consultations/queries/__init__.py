"""Reading consultations."""

from nswp_members.consultations.queries.asking import due_to_close

__all__ = ["due_to_close"]
