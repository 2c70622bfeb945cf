"""The append-only trail of who did what, when and in which capacity."""
