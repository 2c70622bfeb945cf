"""Commands about the Board."""

import click
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.governance import services

group = AppGroup("governance", help="The Board.")


@group.command("sync")
def sync() -> None:
    """Add the seats that are missing from the database; the regions come first."""
    with transaction():
        services.sync()
    click.echo("The seats of the Board are complete.")
