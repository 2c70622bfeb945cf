"""Statement documents: versions, translations as dated revisions, and their structured text."""
