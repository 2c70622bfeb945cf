"""The pages of consultations."""

from nswp_members.consultations.views import answering, by_link, inviting, planning, reading, translating, writing
from nswp_members.consultations.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "by_link", "inviting", "planning", "reading", "translating", "writing"]
