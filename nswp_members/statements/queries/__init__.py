"""Reading statements."""

from nswp_members.statements.queries.reading import (
    Article,
    Reading,
    current_version,
    reading,
    version_by_id,
    version_by_label,
    versions,
)
from nswp_members.statements.queries.translations import latest_translation, translation_in, translations_of

__all__ = [
    "Article",
    "Reading",
    "current_version",
    "latest_translation",
    "reading",
    "translation_in",
    "translations_of",
    "version_by_id",
    "version_by_label",
    "versions",
]
