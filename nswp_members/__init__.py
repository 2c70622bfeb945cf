"""NSWP Members: the member network and consortium software of the Global Network of Sex Work Projects."""
