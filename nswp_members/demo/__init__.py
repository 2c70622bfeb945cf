"""Invented organisations and a local mailbox for demonstrations; absent in production."""
