"""Section pages without configuration: which of their links lead to articles. Pure."""
