"""Dates as pages write them → moments with their precision."""
