"""What notices do when accounts announce a fact."""

from nswp_members.accounts.events import PasswordResetRequested
from nswp_members.core.db import hint


def mail_reset_links(event: PasswordResetRequested) -> None:  # noqa: ARG001
    """Have the worker look for reset links to mail, always, so that the time taken tells nothing."""
    hint("notices.mail_resets")
