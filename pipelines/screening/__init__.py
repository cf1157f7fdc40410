"""A cheap proof that a page cannot be relevant, before any costly work."""
