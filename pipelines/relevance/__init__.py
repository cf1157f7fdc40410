"""What an article is about and where: the words that speak for it, and the verdicts."""
