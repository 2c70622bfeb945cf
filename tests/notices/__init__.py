"""Tests of the outbox, its letters and their delivery."""
