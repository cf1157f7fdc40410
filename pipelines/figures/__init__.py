"""The figures of a text, each with its quote."""
