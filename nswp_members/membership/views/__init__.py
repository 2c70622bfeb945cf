"""The pages about membership, in one blueprint, and the older address of links in letters."""

from nswp_members.membership.views import confirming, ladder
from nswp_members.membership.views.blueprint import blueprint
from nswp_members.membership.views.confirming import links

__all__ = ["blueprint", "confirming", "ladder", "links"]
