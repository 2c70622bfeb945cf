"""Importing a member list from the command line."""

from collections import Counter
from pathlib import Path

import click
from flask.cli import with_appcontext

from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.organisations.importing import queries, services, work
from nswp_members.organisations.importing.columns import Column, suggest_mapping
from nswp_members.organisations.importing.labels import VERDICT_LABELS
from nswp_members.organisations.importing.reading import UnreadableFile, read_table
from nswp_members.organisations.importing.remarks import Severity, remark_text
from nswp_members.organisations.importing.rows import CheckedRow, ColumnsMissing, Verdict


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and store nothing.")
@click.option("--warnings/--no-warnings", default=True, help="Also print what is imported but wants a look.")
@with_appcontext
def import_list(file: Path, dry_run: bool, warnings: bool) -> None:
    """Import the member list FILE (.csv or .xlsx); running it again changes nothing."""
    try:
        rows = _check(file)
        _print_remarks(rows, warnings=warnings)
        if not dry_run:
            _import(file)
    except UnreadableFile as error:
        raise click.ClickException(error.sentence) from error
    except DomainError as error:
        raise click.ClickException(str(error.message)) from error
    except ColumnsMissing as error:
        missing = ", ".join(column.value for column in error.columns)
        raise click.ClickException(f"No heading was recognised for: {missing}. Rename the heading.") from error
    click.echo(_summary(rows))
    click.echo("Nothing was stored." if dry_run else "The new organisations are stored.")


def _check(file: Path) -> list[CheckedRow]:
    """Return the rows of the file with their verdicts."""
    table = read_table(file.read_bytes(), file.name)
    mapping = suggest_mapping(table.header, queries.remembered_mapping())
    return services.check_table(table, mapping)


def _import(file: Path) -> None:
    """Take the same steps as the web page, without waiting for a worker."""
    with transaction():
        batch = services.upload(data=file.read_bytes(), filename=file.name, by=None)
        mapping = {int(index): Column(code) for index, code in batch.mapping.items()}
        services.choose_columns(batch, mapping, by=None, in_background=False)
        batch_id = batch.id
    work.check(batch_id)
    with transaction():
        checked = services.claim(batch_id, "checked")
        if checked:
            services.start_import(checked, by=None, in_background=False)
    work.bring_in(batch_id)


def _print_remarks(rows: list[CheckedRow], *, warnings: bool) -> None:
    """Print the refused rows and, if wished, the warnings."""
    shown = {Severity.ERROR, Severity.WARNING} if warnings else {Severity.ERROR}
    for row in rows:
        for remark in row.remarks:
            if remark.severity in shown:
                click.echo(f"{remark.severity.value}: {remark_text(remark, row.row_number)}")


def _summary(rows: list[CheckedRow]) -> str:
    """Return how many rows got each verdict."""
    counts = Counter(row.verdict for row in rows)
    parts = [f"{VERDICT_LABELS[verdict.value]}: {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    return f"{len(rows)} rows. " + ", ".join(parts)
