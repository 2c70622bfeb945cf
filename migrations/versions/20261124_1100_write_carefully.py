"""Let a contact name the way that is safe, so that mail to dangerous places goes nowhere else.

Empty means that nobody has said yet; both columns are encrypted, so an existing contact gets NULL, which reads as empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_careful_mail"
down_revision = "0002_visibility"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("safe_channel", sa.LargeBinary(), nullable=True))
    op.add_column("contacts", sa.Column("safe_note", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("contacts", "safe_note")
    op.drop_column("contacts", "safe_channel")
