"""``flask complaints``: forgetting, and finding a handler for a complaint that has lost all of them."""

import click
from flask import current_app
from flask.cli import AppGroup

from nswp_members.accounts import queries as accounts
from nswp_members.complaints import queries, services
from nswp_members.complaints.services import Deadlines
from nswp_members.core.db import today, transaction
from nswp_members.core.errors import DomainError

group = AppGroup("complaints", help="The confidential register of complaints.")


@group.command("minimise")
@click.option("--dry-run", is_flag=True, help="Only say how many complaints would lose their names.")
def minimise(dry_run: bool) -> None:
    """Forget the parties of complaints closed long ago."""
    deadlines = Deadlines.of(current_app.config)
    if dry_run:
        count = len(queries.to_minimise(closed_before=today() - deadlines.keep))
        click.echo(f"{count} complaints would be minimised.")
        return
    with transaction():
        count = services.minimise(deadlines=deadlines, on=today())
    click.echo(f"{count} complaints were minimised.")


@group.command("appoint")
@click.argument("number")
@click.argument("email")
def appoint(number: str, email: str) -> None:
    """Put the complaint NUMBER into the hands of the person with EMAIL, if all its handlers are gone."""
    complaint, person = queries.complaint_by_number(number), accounts.person_by_email(email)
    if complaint is None or person is None:
        raise click.ClickException("There is no such complaint or person.")
    try:
        with transaction():
            services.add_handler(complaint, person.id, by=None)
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo("Done; the person has been told.")
