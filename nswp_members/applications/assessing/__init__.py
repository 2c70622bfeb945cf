"""Advice on whether an organisation is led by sex workers, by thresholds that are data with dates."""
