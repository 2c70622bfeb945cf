"""The applicant's side of an application: pages without an account, opened by a signed link."""
