"""What membership does when organisations announce something; the details stand in services/test_following.py."""

from nswp_members.app import SUBSCRIPTIONS
from nswp_members.membership import reactions
from nswp_members.organisations.events import IdentityChanged, OrganisationImported, OrganisationLeft


def test_membership_listens_to_what_organisations_announce() -> None:
    assert reactions.begin_imported_term in SUBSCRIPTIONS[OrganisationImported]
    assert reactions.follow_profile in SUBSCRIPTIONS[IdentityChanged]
    assert reactions.end_left_membership in SUBSCRIPTIONS[OrganisationLeft]
