"""What feeds, sitemaps, section pages and robots.txt files name: bytes → candidates. Pure."""
