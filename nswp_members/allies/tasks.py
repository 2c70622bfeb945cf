"""What happens to allies and letters by the clock: nothing in, safe to repeat, safe to lose."""

from datetime import timedelta

from celery import shared_task
from flask import current_app

from nswp_members.allies import services
from nswp_members.core.db import now, today, transaction
from nswp_members.figures.services import Terms
from nswp_members.statements import queries as statements


@shared_task(name="allies.tend")
def tend() -> None:
    """Forget entries that nobody confirmed or that ended long ago; close letters at their deadline."""
    config = current_app.config
    with transaction():
        services.close_ended_letters(at=now())
        services.forget_mails(at=now())
        services.forget_unconfirmed(before=now() - timedelta(days=config["ALLY_CONFIRM_DAYS"]))
        services.forget_ended(before=now() - timedelta(days=config["ALLY_KEPT_DAYS"]))


@shared_task(name="allies.freeze_figures")
def freeze_figures() -> None:
    """Take the numbers beside the public lists at the beginning of a period."""
    with transaction():
        for version in statements.versions():
            services.frozen_others(version, terms=Terms.of(current_app.config, today()))
