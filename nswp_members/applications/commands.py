"""Commands about applications for membership."""

import click
from flask.cli import AppGroup

from nswp_members.applications import services
from nswp_members.core.db import transaction

group = AppGroup("applications", help="Applications for membership.")


@group.command("sync-form")
def sync_form() -> None:
    """Add the form that comes with the app if it is missing from the database."""
    with transaction():
        services.sync_form()
    click.echo("The application form is in.")
