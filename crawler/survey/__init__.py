"""Looks at a site once: does a road work, and what would its source file be."""
