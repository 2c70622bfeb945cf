"""Organisations, their profiles, the mandates of people and who may see what."""
