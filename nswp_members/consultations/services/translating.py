"""Putting an answer into another language, with a note of who did it and whether a machine did."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from nswp_members.audit import services as audit
from nswp_members.consultations import queries
from nswp_members.consultations.errors import TextMissing
from nswp_members.consultations.models import AnswerTranslation, Consultation
from nswp_members.consultations.queries import Text
from nswp_members.core.db import session

TABLE: Any = AnswerTranslation.__table__


def translate(
    consultation: Consultation,
    text: Text,
    words: str,
    *,
    locale: str,
    is_machine: bool,
    seen: int,
    by: UUID | None,
    at: datetime,
) -> None:
    """Keep a translation of a text as it was at version ``seen``, in place of an earlier one.

    Raises `TextMissing` if the text was changed since.
    """
    present = queries.text_of(consultation, text.kind, text.id, text.part)
    if present is None or present.version != seen:
        raise TextMissing
    column = f"{text.kind}_id"
    values = {"text": words, "is_machine": is_machine, "of_version": seen, "by": by, "at": at}
    session.execute(
        insert(TABLE)
        .values({"id": uuid4(), column: text.id, "part": text.part, "locale": locale, **values})
        .on_conflict_do_update(
            index_elements=[column, "part", "locale"], index_where=TABLE.c[column].is_not(None), set_=values
        )
    )
    audit.record(
        "consultations.translated", "consultation", consultation.id, by=by, details={"text": str(text.id), "to": locale}
    )
