"""Telling people: which stories a rule means, what is said of them, and how it is sent."""
