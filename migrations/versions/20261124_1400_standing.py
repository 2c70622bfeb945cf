"""Membership categories become data, so that the secretariat can change them, and every member gets its first term.

The term begins on the day of joining as far as it is known, with the category that the profile holds. Ends keep why and
on which decision.
"""

import calendar
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from nswp_members.core.crypto import keyring

revision = "0015_standing"
down_revision = "0014_applications"
branch_labels = None
depends_on = None

FIRST_CONFIRMATION_DAYS = 90
NEW_COLUMNS = ("decision", "end_reason", "end_decision")


def upgrade() -> None:
    for name in NEW_COLUMNS:
        op.add_column("membership_terms", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.create_table(
        "membership_categories",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("names", postgresql.JSONB(), nullable=False),
        sa.Column("descriptions", postgresql.JSONB(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_until > valid_from", name=op.f("ck_membership_categories_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_membership_categories")),
    )
    _begin_terms()


def _begin_terms() -> None:
    """Give each organisation that has not left and is no member yet the term in which it stands."""
    connection = op.get_bind()
    statement = sa.text(
        "SELECT o.id, o.region_code, o.country_code, o.created_at, c.category, c.joined_on FROM organisations o"
        " LEFT JOIN organisation_confidential c ON c.organisation_id = o.id WHERE o.listing <> 'withdrawn'"
        " AND NOT EXISTS (SELECT 1 FROM membership_terms t WHERE t.organisation_id = o.id)"
    )
    at = datetime.now(UTC)
    rows = [
        {
            "id": uuid4(),
            "organisation_id": row.id,
            "category": _again(row.category),
            "standing": "active",
            "region_code": row.region_code,
            "country_code": row.country_code,
            "valid_from": (since := _joined_on(row.joined_on, row.created_at.date())),
            "confirm_by": _confirm_by(since, at.date() + timedelta(days=FIRST_CONFIRMATION_DAYS)),
            "begun_as": "imported",
            "created_at": at,
        }
        for row in connection.execute(statement)
    ]
    names = ("id", "organisation_id", "category", "standing", "region_code", "country_code", "valid_from")
    table = sa.table("membership_terms", *map(sa.column, (*names, "confirm_by", "begun_as", "created_at")))
    if rows:
        op.bulk_insert(table, rows)


def _again(ciphertext: bytes | None) -> bytes | None:
    """Return a category encrypted for its new column."""
    if ciphertext is None:
        return None
    return keyring.encrypt("membership_terms.category", keyring.decrypt("confidential.category", bytes(ciphertext)))


def _joined_on(ciphertext: bytes | None, added_on: date) -> date:
    """Return the first day that the year, month or day of joining can mean, failing that the day of its adding."""
    text = "" if ciphertext is None else str(keyring.decrypt("confidential.joined_on", bytes(ciphertext)))
    try:
        day = date.fromisoformat(text + "0000-01-01"[len(text) :]) if len(text) in (4, 7, 10) else added_on
    except ValueError:
        return added_on
    return min(day, datetime.now(UTC).date())


def _confirm_by(since: date, after: date) -> date:
    """Return the first anniversary after a day, so that confirmations spread over the year."""
    days = [
        since.replace(year=year, day=min(since.day, calendar.monthrange(year, since.month)[1]))
        for year in (after.year, after.year + 1)
    ]
    return next(day for day in days if day > after)


def downgrade() -> None:
    op.drop_table("membership_categories")
    for name in reversed(NEW_COLUMNS):
        op.drop_column("membership_terms", name)
