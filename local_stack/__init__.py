"""The real servers the app needs (PostgreSQL, Valkey, a mailbox) and `make run`, without installation."""
