"""Work that the clock begins."""

from celery import shared_task
from flask import current_app

from nswp_members.core.db import today, transaction
from nswp_members.endorsements import services
from nswp_members.figures.services import Terms
from nswp_members.statements import queries as statements


@shared_task(name="endorsements.freeze_figures")
def freeze_figures() -> None:
    """Take the coverage of the current version at the beginning of a period."""
    with transaction():
        version = statements.current_version()
        if version is not None:
            services.frozen_coverage(version, terms=Terms.of(current_app.config, today()))
