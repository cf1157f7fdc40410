"""Tree of a page → the paragraphs of its article, and the parts that stand apart from them."""
