"""A month of invented newsrooms: what they publish, how they fail, and who is to be told."""
