"""The administrators' page of the audit trail; here because it needs the names of people."""
