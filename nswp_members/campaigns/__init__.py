"""Re-endorsement campaigns: asking members to stand behind a new version, and seeing how far that has come."""
