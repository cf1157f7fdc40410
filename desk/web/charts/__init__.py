"""Charts and the map as numbers: what a template draws as SVG. Pure."""
