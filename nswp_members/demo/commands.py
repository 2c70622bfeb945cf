"""Commands of the demonstration."""

import click
from flask import current_app
from flask.cli import AppGroup

from nswp_members.core.db import transaction
from nswp_members.demo import services
from nswp_members.exports.services import Limits

group = AppGroup("demo", help="Invented organisations for a demonstration.")


@group.command("load")
def load() -> None:
    """Fill an empty database with invented organisations and people."""
    if not current_app.config["DEMO_MODE"]:
        raise click.ClickException("DEMO_MODE is off: invented organisations have no place here.")
    with transaction():
        if not services.is_empty():
            click.echo("There are organisations already; nothing was added.")
            return
        services.load(Limits.of(current_app.config))
    click.echo("The invented organisations and people are in.")
