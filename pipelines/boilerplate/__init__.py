"""Lines that stand in a text and are not the article's: listed, or learnt of a source."""
