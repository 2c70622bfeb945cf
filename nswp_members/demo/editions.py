"""An invented next edition of the Consensus Statement as a draft, and a file and a correction of the present one."""

from uuid import UUID

from nswp_members.demo.sheets import empty_sheet
from nswp_members.statements import queries
from nswp_members.statements import services as statements
from nswp_members.statements.canonical import mark_of
from nswp_members.statements.models import BlockKind, Format


def show_editions(*, staff: UUID) -> None:
    """Begin a draft with one paragraph more, and correct the French of the current edition."""
    current = queries.current_version()
    if current is None:
        return
    draft = statements.begin_version("2027 draft", from_version=current, consulted_year=2026, by=staff)
    key = statements.add_paragraph(draft, after="right-8", by=staff)
    seen = mark_of("", "", BlockKind.RIGHT)
    words = statements.Typed(key, "Digital safety", "To be seen online, or not, as we choose.", seen, BlockKind.RIGHT)
    statements.save_words(draft, "en", [words], by=staff)
    for one in (draft, current):
        statements.add_file(one, empty_sheet(), locale="fr", file_format=Format.SUMMARY, by=staff)
    revision = statements.begin_correction(current, "fr", by=staff)
    seen = mark_of(revision.title, revision.introduction)
    head = statements.Typed(queries.HEAD, revision.title, revision.introduction.replace(".", " !", 1), seen)
    statements.save_words(current, "fr", [head], by=staff)
    statements.publish_correction(current, "fr", correction="Correction de l’introduction.", by=staff)
