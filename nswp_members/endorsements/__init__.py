"""The Consensus Statement, its versions and the organisations that endorse it."""
