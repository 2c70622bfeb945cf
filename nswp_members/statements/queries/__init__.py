"""Reading statements."""

from nswp_members.statements.queries.drafts import Progress, all_versions, highest_number, progress
from nswp_members.statements.queries.files import file_of, files_of, number_of_files, present_file
from nswp_members.statements.queries.reading import (
    Article,
    Reading,
    changes_of,
    current_version,
    frozen_version,
    is_label_taken,
    reading,
    reading_of,
    version_by_id,
    version_by_label,
    versions,
)
from nswp_members.statements.queries.sums import form_of, is_intact, published_translations
from nswp_members.statements.queries.translations import (
    HEAD,
    gaps,
    latest_translation,
    newest_translations,
    open_translation,
    open_translations,
    revision,
    translation_in,
    translations_of,
)

__all__ = [
    "HEAD",
    "Article",
    "Progress",
    "Reading",
    "all_versions",
    "changes_of",
    "current_version",
    "file_of",
    "files_of",
    "form_of",
    "frozen_version",
    "gaps",
    "highest_number",
    "is_intact",
    "is_label_taken",
    "latest_translation",
    "newest_translations",
    "number_of_files",
    "open_translation",
    "open_translations",
    "present_file",
    "progress",
    "published_translations",
    "reading",
    "reading_of",
    "revision",
    "translation_in",
    "translations_of",
    "version_by_id",
    "version_by_label",
    "versions",
]
