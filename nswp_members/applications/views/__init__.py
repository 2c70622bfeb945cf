"""The pages of applications."""

from nswp_members.applications.views import acting, board, review, rules
from nswp_members.applications.views.blueprint import blueprint

__all__ = ["acting", "blueprint", "board", "review", "rules"]
