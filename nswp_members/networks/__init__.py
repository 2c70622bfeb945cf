"""Regional networks: organisations that other organisations belong to."""
