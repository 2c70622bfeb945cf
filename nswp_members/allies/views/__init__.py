"""The pages of allies and of letters."""

from nswp_members.allies.views import entering, moderating, signatories, signing
from nswp_members.allies.views import letters as letter_pages
from nswp_members.allies.views.blueprint import blueprint, letters

__all__ = ["blueprint", "entering", "letter_pages", "letters", "moderating", "signatories", "signing"]
