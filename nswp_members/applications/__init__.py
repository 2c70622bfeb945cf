"""Applications for membership: from the first page that somebody fills in to the decision."""
