"""Deciding on applications: what an approval makes, the letter, comparing with members, and forgetting in time."""
