"""Home screens and cross-domain overviews; owns no tables."""
