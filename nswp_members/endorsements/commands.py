"""``flask endorsements``: coverage and requests from the command line."""

import click
from flask import current_app
from flask.cli import AppGroup

from nswp_members.accounts.viewers import Capacity, Role, Viewer
from nswp_members.core.db import now, transaction
from nswp_members.endorsements import queries, services
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.endorsements.labels import VERDICT_LABELS
from nswp_members.regions.geography import LOCALES, Region
from nswp_members.statements import queries as statements
from nswp_members.statements.models import StatementVersion

group = AppGroup("endorsements", help="Who endorses the Consensus Statement.")
OPERATOR = Viewer(name="operator", capacity=Capacity("operator", Role.ADMINISTRATOR, "operator"))


@group.command("coverage")
def coverage() -> None:
    """Print how many organisations of each region endorse, and why the others do not."""
    rows = queries.coverage_by_region(OPERATOR, _current_version(), now())
    names = [standing.value for standing in queries.Standing]
    click.echo(f"{'region':<26}{'organisations':>14}" + "".join(f"{name:>12}" for name in names))
    for row in [*rows, queries.total(rows)]:
        numbers = "".join(f"{number:>12}" for number in row.counts.values())
        click.echo(f"{row.region_code or 'all':<26}{row.organisations:>14}{numbers}")


@group.command("ask")
@click.option("--region", type=click.Choice([region.value for region in Region]))
@click.option("--language", type=click.Choice(LOCALES), help="Only organisations with a contact of this language.")
@click.option("--again", is_flag=True, help="Also those that were asked a while ago.")
@click.option("--days", default=14, show_default=True, help="What 'a while ago' means.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def ask(region: str | None, language: str | None, again: bool, days: int, dry_run: bool) -> None:
    """Ask organisations to endorse the current version."""
    choice = queries.Choice(region=region, language=language, again=again, days=days)
    version = _current_version()
    at = now()
    found = queries.audience(OPERATOR, version, choice, at)
    click.echo(f"{found.organisations} organisations, {found.letters} letters to {found.people} people.")
    for verdict, number in found.left_out.items():
        click.echo(f"  left out, {VERDICT_LABELS[verdict]}: {number}")
    if dry_run or not found.organisations:
        click.echo("Nothing was sent.")
        return
    with transaction():
        request_id = services.ask_to_endorse(
            version,
            queries.ids_to_ask(OPERATOR, version, choice, at),
            by=None,
            lifetime=current_app.config["INVITATION_LIFETIME"],
            filters=choice.as_filters(),
        )
    click.echo(f"Asked: request {request_id}.")


def _current_version() -> StatementVersion:
    version = statements.current_version()
    if version is None:
        raise click.ClickException(str(NoCurrentVersion.message))
    return version
