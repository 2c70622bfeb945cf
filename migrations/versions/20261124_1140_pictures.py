"""Give organisations a logo and a photo; the files and what they show are kept as ciphertext."""

import sqlalchemy as sa
from alembic import op

revision = "0008_pictures"
down_revision = "0007_discretion"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation_pictures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.LargeBinary(), nullable=False),
        sa.Column("people_agreed", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('logo', 'photo')", name=op.f("ck_organisation_pictures_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_pictures_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["people.id"], name=op.f("fk_organisation_pictures_uploaded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_pictures")),
    )
    op.create_index(
        "uq_organisation_pictures_kind", "organisation_pictures", ["organisation_id", "kind"], unique=True
    )


def downgrade() -> None:
    op.drop_table("organisation_pictures")
