"""The language of the search line: its words, their forms, its fields, and what they mean."""
