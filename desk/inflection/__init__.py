"""How words are inflected in Kazakh, Russian and English, without a dictionary."""
