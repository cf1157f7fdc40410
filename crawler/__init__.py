"""Find and fetch pages of news sources; knows Scrapy and sites, nothing of mining."""
