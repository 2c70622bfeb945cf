"""The servers that `make run` and the tests start."""
