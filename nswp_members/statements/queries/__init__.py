"""Reading statements."""

from nswp_members.statements.queries.reading import (
    Article,
    Reading,
    current_version,
    frozen_version,
    is_label_taken,
    reading,
    reading_of,
    version_by_id,
    version_by_label,
    versions,
)
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
    "Reading",
    "current_version",
    "frozen_version",
    "gaps",
    "is_label_taken",
    "latest_translation",
    "newest_translations",
    "open_translation",
    "open_translations",
    "reading",
    "reading_of",
    "revision",
    "translation_in",
    "translations_of",
    "version_by_id",
    "version_by_label",
    "versions",
]
