"""Commands about applications that have ended."""

import click
from flask import current_app

from nswp_members.applications.deciding import minimising, queries
from nswp_members.applications.deciding.keeping import kept_since
from nswp_members.core.db import now, transaction


@click.command("minimise")
@click.option("--dry-run", is_flag=True, help="Only say how many there are.")
def minimise(dry_run: bool) -> None:
    """Delete what declined, withdrawn and expired applications said, once they are kept long enough."""
    before = kept_since(now(), months=current_app.config["APPLICATION_KEPT_MONTHS"])
    if dry_run:
        due = queries.count_due(before)
        for state, number in sorted(due.items()):
            click.echo(f"{state}: {number}")
        click.echo(f"{sum(due.values())} would be minimised.")
        return
    number = 0
    while True:
        with transaction():
            done = minimising.minimise_due(before=before)
        number += done
        if done < minimising.AT_ONCE:
            break
    click.echo(f"{number} minimised.")
