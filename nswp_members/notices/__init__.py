"""Messages to people: the outbox, its delivery and its outcome."""
