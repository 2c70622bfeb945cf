"""Reading the trail on the server."""

import json
from uuid import UUID

import click
from flask.cli import AppGroup

from nswp_members.audit import queries
from nswp_members.audit.models import AuditEntry
from nswp_members.audit.queries import TrailFilter

group = AppGroup("audit", help="The trail of who did what.")


@group.command("list")
@click.option("--action", default="", help="The beginning of an action, such as accounts. or accounts.signed_in")
@click.option("--subject", type=click.UUID, help="The id of what it was done to.")
@click.option("--person", type=click.UUID, help="The id of who did it.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
def list_entries(action: str, subject: UUID | None, person: UUID | None, limit: int) -> None:
    """Print lines of the trail, the newest first: moment, who, capacity, action, subject, details."""
    wanted = TrailFilter(action=action, subject_id=subject, person_id=person)
    for entry in queries.entries(wanted, limit=limit):
        click.echo(_line(entry))


def _line(entry: AuditEntry) -> str:
    who = str(entry.person_id) if entry.person_id else "the app itself"
    details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else ""
    words = (entry.at.isoformat(timespec="seconds"), who, entry.capacity, entry.action, entry.subject_type)
    return "\t".join((*words, str(entry.subject_id or ""), details)).rstrip()
