"""Allies who endorse without being members, the public list of signatories, and sign-on letters."""
