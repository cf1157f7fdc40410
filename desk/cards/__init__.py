"""What the web pages and commands ask of the archive, one module a subject."""
