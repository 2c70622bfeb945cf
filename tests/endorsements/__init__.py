"""Tests of the endorsements domain."""
