"""``flask statements``: the Consensus Statement from the command line."""

import click
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.statements import services

group = AppGroup("statements", help="The Consensus Statement and its versions.")


@group.command("sync")
def sync() -> None:
    """Bring the statement that comes with the app into the database."""
    with transaction():
        services.sync_statement()
    click.echo("The Consensus Statement is up to date.")
