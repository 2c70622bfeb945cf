"""The confidential register of complaints: each one is sealed to the people named as its handlers."""
