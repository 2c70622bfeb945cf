"""The pages about membership, in one blueprint, and the older address of links in letters."""

from nswp_members.membership.views import categories, confirming, counts, exceptions, ladder, reviews, standing
from nswp_members.membership.views.blueprint import blueprint
from nswp_members.membership.views.confirming import links

__all__ = ["blueprint", "categories", "confirming", "counts", "exceptions", "ladder", "links", "reviews", "standing"]
