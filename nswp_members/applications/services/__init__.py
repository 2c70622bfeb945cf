"""Every write to applications."""

from nswp_members.applications.services.delivering import sync_form
from nswp_members.applications.services.moving import move

__all__ = ["move", "sync_form"]
