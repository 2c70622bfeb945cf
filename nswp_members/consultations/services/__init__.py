"""Planning consultations, leading them through their life, and answering them."""

from nswp_members.consultations.services.moving import close_due

__all__ = ["close_due"]
