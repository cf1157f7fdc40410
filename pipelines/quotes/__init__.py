"""Who said what, with the words and the office."""
