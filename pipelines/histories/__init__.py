"""The life of an article: its versions, what changed, and when to look again."""
