"""``flask statements``: the Consensus Statement from the command line."""

import click
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.statements import queries, services

group = AppGroup("statements", help="The Consensus Statement and its versions.")


@group.command("sync")
def sync() -> None:
    """Bring the statement that comes with the app into the database."""
    with transaction():
        services.sync_statement()
    click.echo("The Consensus Statement is up to date.")


@group.command("check")
def check() -> None:
    """Take the sum of every published translation again and compare; exit with 1 if one differs."""
    published = queries.published_translations()
    broken = [one for one in published if not queries.is_intact(one)]
    for one in broken:
        click.echo(f"DIFFERS: version {one.version.label}, language {one.locale}, revision {one.revision}", err=True)
    click.echo(f"{len(published)} published translations, {len(broken)} with words that differ from their sum.")
    if broken:
        raise SystemExit(1)
