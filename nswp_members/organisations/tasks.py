"""What happens to organisations by the clock."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.core.db import now, transaction
from nswp_members.organisations import services


@shared_task(name="organisations.forget_drafts")
def forget_drafts() -> None:
    """Forget what was typed into profiles and never saved."""
    with transaction():
        services.forget_old_drafts(at=now())


@shared_task(name="organisations.ask_to_confirm")
def ask_to_confirm() -> None:
    """Ask organisations whether their data is still right, if nobody has said so for long."""
    config = current_app.config
    with transaction():
        services.ask_who_is_due(
            at=now(),
            months=config["CONFIRM_AFTER_MONTHS"],
            repeat=timedelta(days=config["CONFIRM_REPEAT_DAYS"]),
            lifetime=timedelta(days=config["CONFIRM_LINK_DAYS"]),
        )


@shared_task(name="organisations.invite_recovered")
def invite_recovered() -> None:
    """Invite new editors once the time to object is over."""
    with transaction():
        services.invite_recovered(lifetime=current_app.config["INVITATION_LIFETIME"])
