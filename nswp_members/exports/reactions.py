"""What exports do when accounts announce something."""

from nswp_members.accounts.events import AccountClosed
from nswp_members.exports import services


def remove_files(event: AccountClosed) -> None:
    """Delete what the person had made."""
    services.remove_all_of(event.person_id)
