"""The Board: its eleven seats, and who holds them from one day to another."""
