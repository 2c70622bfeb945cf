"""Commands about organisations."""

import click
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.organisations import services

group = AppGroup("organisations", help="Organisations and who may act for them.")


@group.command("sync-categories")
def sync_categories() -> None:
    """Add the delivered categories of membership that are missing from the database."""
    with transaction():
        services.sync_categories()
    click.echo("The categories of membership are complete.")


@group.command("rebuild-search")
def rebuild_search() -> None:
    """Make the texts by which organisations are found anew."""
    with transaction():
        number = services.rebuild_all_search_texts()
    click.echo(f"{number} organisations can be found by their present names.")
