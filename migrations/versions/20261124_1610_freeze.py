"""Freeze the rules of a review on its steps; let applicants change answers that reviewers ask about.

Steps that are there get the rules of their region as they stand now, those of the house where a region has none. The
words at the question for the category promised what nobody kept; they now say where the answer stands.
"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024_freeze"
down_revision = "0023_votes"
branch_labels = None
depends_on = None

HOUSE = {
    "approvals": 2,
    "approvals_if_vacant": 2,
    "days_to_check": 14,
    "days_to_decide": 60,
    "first_reminder": 30,
    "second_reminder": 45,
    "days_to_verify": 21,
    "days_to_answer": 30,
    "warn_before": 7,
}
BEFORE = {
    "en": "If another one fits better, we tell you before anything is decided. Nobody outside the people who decide learns what you chose.",
    "fr": "Si une autre convient mieux, nous vous le disons avant toute décision. Hors des personnes qui décident, nul ne sait ce que vous avez choisi.",
    "es": "Si otro encaja mejor, se lo decimos antes de decidir. Nadie fuera de quienes deciden sabe lo que eligieron.",
    "ru": "Если больше подходит другой, мы скажем об этом до решения. Кроме тех, кто решает, никто не узнает, что вы выбрали.",
    "zh": "如果另一类更合适，我们会在作出决定之前告诉你们。除作决定的人以外，没有人会知道你们的选择。",
}
AFTER = {
    "en": "You may be given another kind if that fits better. Our letter and the page behind your link say which one you were given; no mail does. Nobody outside the people who decide learns what you chose.",
    "fr": "Nous pouvons vous en attribuer une autre si elle convient mieux. Notre lettre et la page de votre lien vous diront laquelle ; aucun courriel ne le dit. Hors des personnes qui décident, nul ne sait ce que vous avez choisi.",
    "es": "Podemos darles otro tipo si encaja mejor. Nuestra carta y la página de su enlace dicen cuál recibieron; ningún correo lo dice. Nadie fuera de quienes deciden sabe lo que eligieron.",
    "ru": "Мы можем предоставить вам другой вид, если он подходит больше. Какой именно, сказано в нашем письме-ответе и на странице по вашей ссылке; в электронной почте этого нет. Кроме тех, кто решает, никто не узнает, что вы выбрали.",
    "zh": "如果另一类更合适，我们可能会给你们另一类。你们得到的是哪一类，写在我们的答复信和你们链接打开的页面上；任何电子邮件里都不会写。除作决定的人以外，没有人会知道你们的选择。",
}


def upgrade() -> None:
    for name, value in HOUSE.items():
        op.add_column("application_steps", sa.Column(name, sa.SmallInteger(), nullable=False, server_default=str(value)))
    op.add_column(
        "application_steps", sa.Column("vacancy", sa.String(16), nullable=False, server_default="with-secretariat")
    )
    op.add_column(
        "application_steps", sa.Column("asked_about", postgresql.JSONB(), nullable=False, server_default="[]")
    )
    names = [*HOUSE, "vacancy"]
    op.execute(
        f"UPDATE application_steps AS step SET {', '.join(f'{name} = rule.{name}' for name in names)} "  # noqa: S608
        "FROM applications, region_rules AS rule "
        "WHERE applications.id = step.application_id AND rule.region_code = applications.region_code"
    )
    for name in [*names, "asked_about"]:
        op.alter_column("application_steps", name, server_default=None)
    op.create_table(
        "application_former_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_former_answers_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["application_questions.id"],
            name=op.f("fk_application_former_answers_question_id_application_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_former_answers")),
    )
    op.create_index(
        op.f("ix_application_former_answers_application_id_replaced_at"),
        "application_former_answers",
        ["application_id", "replaced_at"],
    )
    _say(BEFORE, AFTER)


def downgrade() -> None:
    _say(AFTER, BEFORE)
    op.drop_table("application_former_answers")
    op.drop_column("application_steps", "asked_about")
    op.drop_column("application_steps", "vacancy")
    for name in HOUSE:
        op.drop_column("application_steps", name)


def _say(before: dict[str, str], after: dict[str, str]) -> None:
    """Replace the words where they are those that came with the app."""
    op.execute(
        sa.text(
            "UPDATE application_questions SET help = CAST(:after AS jsonb) "
            "WHERE key = 'category' AND help = CAST(:before AS jsonb)"
        ).bindparams(before=json.dumps(before), after=json.dumps(after))
    )
