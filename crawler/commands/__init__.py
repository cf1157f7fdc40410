"""Scrapy commands that kenwatch changes."""
