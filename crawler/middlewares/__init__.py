"""Scrapy middlewares, one job each."""
