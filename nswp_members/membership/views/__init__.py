"""The pages about membership, in one blueprint."""

from nswp_members.membership.views import categories, counts, exceptions, standing
from nswp_members.membership.views.blueprint import blueprint

__all__ = ["blueprint", "categories", "counts", "exceptions", "standing"]
