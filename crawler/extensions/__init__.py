"""Scrapy extensions, one job each."""
