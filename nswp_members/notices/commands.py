"""``flask notices``: what the secretariat's technician does by hand."""

import click
from flask import current_app
from flask.cli import AppGroup

from nswp_members.core.db import now, transaction
from nswp_members.notices import claims, delivery, queries, services
from nswp_members.notices.outcomes import Patience

commands = AppGroup("notices", help="The outbox: messages to people.")


@commands.command("sweep")
def sweep() -> None:
    """Take over what died with a worker."""
    with transaction():
        found = claims.sweep(at=now(), patience=Patience.of(current_app.config))
        found["resets"] = services.write_reset_notices(at=now())
    click.echo(", ".join(f"{name} {number}" for name, number in found.items()))


@commands.command("deliver")
def deliver() -> None:
    """Send what is due."""
    tally = delivery.deliver_due(current_app.extensions["mail"], current_app.config)
    click.echo(", ".join(f"{name} {number}" for name, number in sorted(tally.items())) or "nothing is due")


@commands.command("status")
def status() -> None:
    """Show how many notices stand in which state and how long the oldest waits."""
    counts = queries.counts_by_state()
    for state, number in counts.items():
        click.echo(f"{state.value:<10} {number:>8}")
    click.echo(f"{'chosen':<10} {sum(counts.values()):>8}")
    click.echo(f"oldest waiting: {queries.outbox_age(now()).total_seconds():.0f} s")
