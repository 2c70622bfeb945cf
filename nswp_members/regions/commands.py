"""Commands about regions and countries."""

import click
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.regions import services

group = AppGroup("regions", help="Regions and countries.")


@group.command("sync")
def sync() -> None:
    """Add the regions and countries that are missing from the database."""
    with transaction():
        services.sync()
    click.echo("Regions and countries are complete.")
