"""Changing statements."""

from nswp_members.statements.services.correcting import begin_correction, discard, publish_correction
from nswp_members.statements.services.delivering import sync_statement
from nswp_members.statements.services.drafting import (
    Typed,
    add_language,
    add_paragraph,
    move_paragraph,
    remove_paragraph,
    save_words,
)
from nswp_members.statements.services.filing import add_file, remove_file
from nswp_members.statements.services.publishing import publish_translation
from nswp_members.statements.services.versions import (
    begin_version,
    change_details,
    freeze,
    open_consultation,
    return_to_draft,
)

__all__ = [
    "Typed",
    "add_file",
    "add_language",
    "add_paragraph",
    "begin_correction",
    "begin_version",
    "change_details",
    "discard",
    "freeze",
    "move_paragraph",
    "open_consultation",
    "publish_correction",
    "publish_translation",
    "remove_file",
    "remove_paragraph",
    "return_to_draft",
    "save_words",
    "sync_statement",
]
