"""The words of messages in Kazakh, Russian and English: data files, and what fills them in."""
